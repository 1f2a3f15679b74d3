//! The platform's canonical text of a document: what it writes when metadata is retrieved, so that
//! a file that was read and written again shows no difference in git.

mod order;

use crate::document::Node;

use self::order::ordered;

const NAMESPACE: &str = "http://soap.sforce.com/2006/04/metadata";
const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
const SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";

/// The canonical text of the document with that root. Comments are kept where they stood.
pub fn write_xml(root: &Node) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write(root, &*root.tag == "Flow", 0, &mut text);
    text
}

/// Brings all elements below that root into the order in which they are written.
pub(crate) fn sort(root: &mut Node) {
    let is_flow = &*root.tag == "Flow";
    order::sort(root, is_flow);
}

/// The depth of documents has a limit, so that calling itself does not exhaust the stack.
fn write(node: &Node, is_in_flow: bool, depth: usize, out: &mut String) {
    let (before, after) = comments(node);
    for comment in before {
        write_comment(comment, depth, out);
    }
    indent(depth, out);
    write_opening(node, depth, out);
    if node.is_nil && node.children.is_empty() && node.text.is_empty() {
        out.push_str("/>\n");
        return;
    }
    out.push('>');
    if node.children.is_empty() && after.is_empty() {
        escape(&node.text, out);
    } else {
        out.push('\n');
        for child in ordered(node, is_in_flow) {
            write(child, is_in_flow, depth + 1, out);
        }
        for comment in after {
            write_comment(comment, depth + 1, out);
        }
        indent(depth, out);
    }
    out.push_str("</");
    out.push_str(&node.tag);
    out.push_str(">\n");
}

fn comments(node: &Node) -> (&[Box<str>], &[Box<str>]) {
    let extra = node.extra.as_deref();
    extra.map_or((&[], &[]), |extra| (&extra.before, &extra.after))
}

fn write_comment(comment: &str, depth: usize, out: &mut String) {
    indent(depth, out);
    out.push_str("<!--");
    out.push_str(comment);
    out.push_str("-->\n");
}

fn write_opening(node: &Node, depth: usize, out: &mut String) {
    out.push('<');
    out.push_str(&node.tag);
    if depth == 0 {
        write_attribute("xmlns", NAMESPACE, out);
        if any(node, &uses_schema) {
            write_attribute("xmlns:xsd", SCHEMA, out);
        }
        if any(node, &uses_schema_instance) {
            write_attribute("xmlns:xsi", SCHEMA_INSTANCE, out);
        }
    }
    for (name, value) in node.extra.iter().flat_map(|extra| &extra.attributes) {
        write_attribute(name, value, out);
    }
    if node.is_nil {
        write_attribute("xsi:nil", "true", out);
    }
}

fn write_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

/// Whether something holds of `node` or of what is in it.
fn any(node: &Node, holds: &dyn Fn(&Node) -> bool) -> bool {
    holds(node) || node.children.iter().any(|child| any(child, holds))
}

fn uses_schema(node: &Node) -> bool {
    let mut attributes = node.extra.iter().flat_map(|extra| &extra.attributes);
    attributes.any(|(_, value)| value.starts_with("xsd:"))
}

fn uses_schema_instance(node: &Node) -> bool {
    let mut attributes = node.extra.iter().flat_map(|extra| &extra.attributes);
    node.is_nil || attributes.any(|(name, _)| name.starts_with("xsi:"))
}

fn indent(depth: usize, out: &mut String) {
    out.extend(std::iter::repeat_n("    ", depth));
}

/// A carriage return would be read as a line end; it is written as what it is.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\r' => out.push_str("&#xD;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::write_xml;
    use crate::{Document, FileId};

    fn canonical(text: &str) -> String {
        let document = Document::read(FileId(0), text).unwrap();
        let written = write_xml(&document.root);
        let (_, body) = written.split_once('\n').unwrap();
        body.to_owned()
    }

    #[test]
    fn texts_are_escaped_as_the_platform_does() {
        assert_eq!(
            canonical(
                "<Flow xmlns='http://soap.sforce.com/2006/04/metadata'><label>a'\"&lt;<![CDATA[>&]]></label></Flow>"
            ),
            "<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n    <label>a&apos;&quot;&lt;&gt;&amp;</label>\n</Flow>\n"
        );
    }

    #[test]
    fn null_values_and_types_keep_their_attributes() {
        let text = "<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n    <object xsi:nil=\"true\"/>\n    <value xsi:type=\"xsd:string\">a</value>\n</Flow>\n";
        assert_eq!(canonical(text), text);
    }

    #[test]
    fn comments_stay_where_they_stood() {
        let text = "<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n    <!-- one -->\n    <label>a</label>\n    <!-- two -->\n</Flow>\n";
        assert_eq!(canonical(text), text);
    }

    #[test]
    fn elements_of_one_name_come_together_in_their_order() {
        assert_eq!(
            canonical(
                "<Flow><variables><dataType>String</dataType><name>b</name></variables><label>x</label><variables><name>a</name></variables></Flow>"
            ),
            "<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n    <label>x</label>\n    <variables>\n        <name>b</name>\n        <dataType>String</dataType>\n    </variables>\n    <variables>\n        <name>a</name>\n    </variables>\n</Flow>\n"
        );
    }
}

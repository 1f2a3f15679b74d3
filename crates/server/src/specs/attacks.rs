//! Ways to get a script into a page; the tests in a browser take them from here, too.

/// Five hundred ways to get a script into a page.
pub(crate) fn attacks() -> Vec<String> {
    let tags = [
        "script", "img", "svg", "math", "iframe", "object", "embed", "video", "audio", "details",
        "body", "input", "form", "button", "a", "marquee", "style", "link", "meta", "base",
        "template", "noscript", "textarea", "title", "xmp",
    ];
    let ways = [
        "<{t} onload=pwn()>",
        "<{t} onerror=pwn() src=x>",
        "<{t}>pwn()</{t}>",
        "</{t}><script>pwn()</script>",
        "<{t} href=javascript:pwn()>x</{t}>",
        "<{t} style=x:expression(pwn())>",
        "<{t}/onclick=pwn()//",
        "<{t} src=data:text/html,pwn()>",
        "\"><{t} onfocus=pwn() autofocus>",
        "'><{t} onmouseover=pwn()>",
        "<{t}\n\tonload\n=pwn()>",
        "<{t} xlink:href=javascript:pwn()>",
        "<<{t}>script>pwn()<</{t}>/script>",
        "<{t} hx-on:click=pwn()>",
        "<{t} hx-get=/logout hx-trigger=load>",
        "<{t} data-x='\"><script>pwn()</script>'>",
        "<svg><{t} onbegin=pwn()>",
        "<math><{t} xlink:href=javascript:pwn()>",
        "<!--<{t}>--><script>pwn()</script>",
        "<{t} srcdoc='<script>pwn()</script>'>",
    ];
    ways.iter()
        .flat_map(|way| tags.iter().map(move |tag| way.replace("{t}", tag)))
        .collect()
}

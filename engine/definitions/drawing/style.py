"""How drawings are coloured: one set of rules for pages and for files of their own; must not name a colour of its own.

Colours are the custom properties of the page's stylesheet; the values after the comma are the light ones of
`docs/look`, for a drawing that is looked at outside a page.
"""

RULES = """\
.diagram{max-inline-size:100%;block-size:auto;color:var(--ink,#1B2027)}
.diagram .shape,.diagram .inner{fill:var(--surface,#FFF);stroke:currentColor;stroke-width:1.5}
.diagram .inner{fill:none;stroke-width:1.2}
.diagram .thick{stroke-width:3}
.diagram .broken{stroke-dasharray:5 3}
.diagram .dotted{stroke-dasharray:1.5 3}
.diagram .pool>.shape,.diagram .pool>.band,.diagram .lane>.shape{stroke:var(--line,#D8D3C7)}
.diagram .band{fill:var(--paper,#FAF8F3);stroke-width:1.5}
.diagram .pool>.label,.diagram .lane>.label{fill:var(--muted,#565E68)}
.diagram .lane>.shape,.diagram .group>.shape,.diagram .note>.shape{fill:none}
.diagram .group>.shape{stroke:var(--field,#7A7466);stroke-dasharray:8 4 1 4}
.diagram .note>.shape{stroke:var(--field,#7A7466)}
.diagram .artifact>.shape,.diagram .artifact>.inner{stroke:var(--field,#7A7466)}
.diagram .shaded{fill:var(--line,#D8D3C7)}
.diagram .icon{fill:none;stroke:currentColor;stroke-width:1.2;stroke-linejoin:round;stroke-linecap:round}
.diagram .icon-filled{fill:currentColor}
.diagram .icon-bold{stroke-width:2.6}
.diagram .node>.icon{color:var(--muted,#565E68)}
.diagram .event>.icon,.diagram .gateway>.icon{color:inherit}
.diagram .message .icon{fill:var(--surface,#FFF)}
.diagram .message-sent .icon{fill:var(--line,#D8D3C7)}
.diagram .line,.diagram .barbs{fill:none;stroke:var(--field,#7A7466);stroke-width:1.5;stroke-linejoin:round}
.diagram .arrow,.diagram .ring{fill:var(--field,#7A7466);stroke:var(--field,#7A7466);stroke-width:1}
.diagram .arrow{stroke-linejoin:round}
.diagram .open,.diagram .ring{fill:var(--surface,#FFF)}
.diagram .message-flow>.line{stroke-dasharray:7 4}
.diagram .association>.line{stroke-dasharray:1.5 4;stroke-linecap:round}
.diagram .double{stroke-width:5}
.diagram .gap{stroke:var(--surface,#FFF);stroke-width:2}
.diagram .label{font-size:12px;font-weight:400;fill:currentColor;stroke:none;unicode-bidi:plaintext}
.diagram .label-small{font-size:10px}
.diagram .event>.label,.diagram .gateway>.label,.diagram .flow-name>.label{\
paint-order:stroke;stroke:var(--surface,#FFF);stroke-width:3px;stroke-linejoin:round}
.diagram .flow-name>.label{fill:var(--muted,#565E68)}
.diagram .caption{font-weight:600}
.diagram .node-been>.shape{fill:var(--accent-soft,#DFF1F0);stroke:var(--accent,#00666E)}
.diagram .node-been>.inner{stroke:var(--accent,#00666E)}
.diagram .node-now>.shape{stroke:var(--accent,#00666E);stroke-width:3}
.diagram .node-now>.inner{stroke:var(--accent,#00666E)}
.diagram .node-incident>.shape{fill:var(--danger-soft,#FBE9EB);stroke:var(--danger,#A8122A);stroke-width:3}
.diagram .flow-been>.line,.diagram .flow-been>.barbs{stroke:var(--accent,#00666E);stroke-width:2.5}
.diagram .flow-been>.arrow{fill:var(--accent,#00666E);stroke:var(--accent,#00666E)}
.diagram .flow-been>.open{fill:var(--surface,#FFF)}
.diagram .token .dot{fill:var(--accent,#00666E)}
.diagram .token .halo{fill:var(--surface,#FFF);stroke:var(--accent,#00666E);stroke-width:2}
.diagram .token-incident .dot{fill:var(--danger,#A8122A)}
.diagram .token-incident .halo{stroke:var(--danger,#A8122A)}
.diagram .count{font-size:12px;font-weight:700;fill:var(--surface,#FFF);stroke:none}
.diagram .badge .dot{fill:var(--info,#1D4E96)}
.diagram .badge-error .dot{fill:var(--danger,#A8122A)}
.diagram .badge-warning .dot{fill:var(--warn,#8A4B00)}
.diagram .badge-ok .dot{fill:var(--ok,#2C6630)}
.diagram .badge-quiet .dot{fill:var(--muted,#565E68)}
.diagram .badge .halo{fill:var(--surface,#FFF);stroke:none}
.diagram .badge:target .halo,.diagram a:focus-visible .halo{fill:var(--focus,#FFB000)}
.diagram .node-path>.shape{stroke:var(--warn,#8A4B00);stroke-width:3.5}
.diagram .flow-path>.line{stroke:var(--warn,#8A4B00);stroke-width:3.5}
.diagram .flow-path>.arrow{fill:var(--warn,#8A4B00);stroke:var(--warn,#8A4B00)}
.diagram .node-added>.shape{fill:var(--ok-soft,#E6F2E4);stroke:var(--ok,#2C6630);stroke-width:2.5}
.diagram .node-removed>.shape{fill:var(--danger-soft,#FBE9EB);stroke:var(--danger,#A8122A);\
stroke-width:2.5;stroke-dasharray:6 3}
.diagram .node-changed>.shape{fill:var(--info-soft,#E6EDF8);stroke:var(--info,#1D4E96);stroke-width:2.5}
.diagram .node-moved>.shape{stroke:var(--muted,#565E68);stroke-dasharray:2 3}
.diagram .flow-added>.line{stroke:var(--ok,#2C6630);stroke-width:2.5}
.diagram .flow-added>.arrow{fill:var(--ok,#2C6630);stroke:var(--ok,#2C6630)}
.diagram .flow-removed>.line{stroke:var(--danger,#A8122A);stroke-width:2.5;stroke-dasharray:6 3}
.diagram .flow-removed>.arrow{fill:var(--danger,#A8122A);stroke:var(--danger,#A8122A)}
.diagram .flow-changed>.line{stroke:var(--info,#1D4E96);stroke-width:2.5}
.diagram .flow-changed>.arrow{fill:var(--info,#1D4E96);stroke:var(--info,#1D4E96)}
.diagram .flow-moved>.line{stroke:var(--muted,#565E68);stroke-dasharray:2 3}
"""

#: For a drawing on its own: no page gives it a font or a ground.
ALONE = ".diagram{background:#FFF;font-family:Vazirmatn,'Noto Sans Arabic','Noto Sans',system-ui,sans-serif}\n"

"""The codes of all countries and territories of which there are outlines (ISO 3166-1 alpha-2, in small letters; `xk` is Kosovo).

They are here, too, so that a library can be read without the outlines.
"""

from __future__ import annotations

_CODES = """
    ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo br bs bt bw by bz ca cd cf cg ch
    ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gg gh gl gm
    gn gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la
    lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no
    np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st
    sv sx sy sz tc td tf tg th tj tl tm tn to tr tt tw tz ua ug us uy uz va vc ve vg vi vn vu wf ws xk ye yt za zm zw
"""
CODES = frozenset(_CODES.split())

"""A posting's text as lines, headings, sections and sentences, by offsets.

`spans` cuts lines and list items, `headings` and `section_cues` tell what a part is about, `document` puts it
together for all field readers. No field is read here. Start at `document`.
"""

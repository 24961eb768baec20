#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the template compiler refuses, and where it says so. Run: python3 tools/templates_test.py"""
import pathlib
import tempfile
import unittest

from templates import Template, TemplateError, message_arguments

USE = '{{use "web/pages/x.h" x::View}}\n'
SENTENCES = {
    "fa": {"x.plain": "متن", "x.days": "{count, plural, one {# روز} other {# روز تا {date}}}", "x.only_fa": "متن"},
    "en": {"x.plain": "text", "x.days": "{count, plural, one {# day} other {# days until {date}}}"},
}


def compiled(source, use=USE):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "page.html").write_text(use + source, "utf-8")
        template = Template(root, root / "page.html", SENTENCES)
        template.shown = "page.html"
        return template.compile().body_text()


class Refused(unittest.TestCase):
    def refused(self, source, sentence, line=2, use=USE):
        with self.assertRaises(TemplateError) as caught:
            compiled(source, use)
        self.assertIn(sentence, str(caught.exception))
        self.assertTrue(str(caught.exception).startswith(f"page.html:{line}: "), str(caught.exception))

    def test_the_first_line_names_the_view(self):
        self.refused("<p></p>{{title}}\n", "the first line", line=1, use="")

    def test_sentences_exist_in_every_language_with_these_arguments(self):
        self.refused("{{t x.unknown}}", "no sentence 'x.unknown'")
        self.refused("{{t x.only_fa}}", "locale/en")
        self.refused("{{t x.days count=n}}", "needs date")
        self.refused("{{t x.plain count=n}}", "does not take count")

    def test_values_stand_where_escaping_is_enough(self):
        self.refused("<p {{x}}>", "quoted attribute")
        self.refused("<p class={{x}}>", "must stand in quotes")
        self.refused("<script>{{x}}</script>", "no value inside <script>")
        self.refused("<p title='a' style=\"x\">", "no style attribute")
        self.refused("<p onclick=\"x\">", "no onclick attribute")
        self.refused("<p title=\"{{text | paragraphs}}\">", "writes markup")
        self.refused("<title>{{text | lines}}</title>", "writes markup")

    def test_branches_leave_the_markup_in_one_place(self):
        self.refused("\n{{#if a}}<p {{/if}}>", "different places", line=3)
        self.refused('<p class="{{#if a}}x"{{else}}y{{/if}}>', "different places")
        self.refused("{{#each a as b}}<p{{/each}}", "different places")

    def test_blocks_are_closed(self):
        self.refused("\n{{#if a}}\n", "is not closed", line=3)
        self.refused("{{/if}}", "closes nothing")
        self.refused("{{#if a}}{{/each}}", "is due")
        self.refused("{{#if a}}{{else}}{{else}}{{/if}}", "out of place")
        self.refused("{{#each a}}{{/each}}", "as item")

    def test_conditions_are_read_to_their_end(self):
        for text in ("", "a and", "a b", "(a", "a ==", "and a", "a == 'x'"):
            self.refused("{{#if " + text + "}}{{/if}}", "", line=2)

    def test_unknown_filters_and_lone_brackets(self):
        self.refused("{{a | loud}}", "no filter")
        self.refused("<p>1 < 2</p>", "lone '<'")

    def test_lines_are_counted_through_directives_of_their_own_line(self):
        self.refused("<p>\n{{#if a}}\n  x\n{{/if}}\n{{t x.unknown}}", "x.unknown", line=6)


class Compiled(unittest.TestCase):
    def test_addresses_from_data_are_checked_but_what_follows_is_not(self):
        self.assertIn("out.link(view.a);", compiled('<a href="{{a}}">x</a>'))
        self.assertIn("out.attribute(view.a);", compiled('<a href="/x/{{a}}">x</a>'))
        self.assertIn("out.link(view.a);", compiled('<a href="{{base}}{{a}}">x</a>'))
        self.assertIn("out.link(view.b);", compiled('<a href="{{#if a}}/en{{/if}}{{b}}">x</a>'))
        self.assertIn("out.attribute(view.a);", compiled('<p title="{{a}}">x</p>'))

    def test_white_space_is_dropped_where_it_means_nothing(self):
        self.assertIn(r'out.lit("<ul>\n");', compiled("<ul>\n    {{#if a}}\n  <li>x</li>\n    {{/if}}\n</ul>"))
        self.assertIn(r'"<pre>a\n   b</pre>"', compiled("<pre>a\n   b</pre>"))
        self.assertIn(r'"<p>a\nb c</p>"', compiled("<p>a\n    b   c</p>"))
        self.assertNotIn("secret", compiled("<p></p><!-- secret --> {{! secret }}"))

    def test_messages_are_read_for_their_arguments(self):
        self.assertEqual(message_arguments("{a} {b, number} '{c}'"), {"a", "b"})
        self.assertEqual(message_arguments("{n, plural, one {x} other {{m} y}}"), {"n", "m"})


if __name__ == "__main__":
    unittest.main()

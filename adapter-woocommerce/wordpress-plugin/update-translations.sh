#!/usr/bin/env bash
# Writes languages/*.pot anew from the source, brings new texts into each .po, and compiles them. Needs gettext.
# Texts that it leaves empty or marks as fuzzy must be translated by hand: the tests fail until they are.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

domain=trulybot-for-woocommerce
pot=languages/$domain.pot
version=$(sed -n 's/^ \* Version: *//p' "$domain.php")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The plugin's name and description are translated, too: WordPress looks them up in the list of plugins.
sed -n "s/^ \* \(Plugin Name\|Description\): *\(.*\)/\/* translators: the plugin's header: \1 *\/ __( \"\2\" );/p" "$domain.php" | sed '1i <?php' >"$work/header.php"
xgettext --language=PHP --from-code=UTF-8 --keyword=__ --keyword=esc_html__ --keyword=esc_attr__ --add-comments=translators \
  --no-location --sort-output --no-wrap --package-name='TrulyBot for WooCommerce' --package-version="$version" \
  --copyright-holder=TrulyBot --output="$work/new.pot" "$work/header.php" ./*.php includes/*.php
sed -e '/^# SOME DESCRIPTIVE TITLE/d; /^# FIRST AUTHOR/d; /^"POT-Creation-Date/d; /^"PO-Revision-Date/d; /^"Last-Translator/d; /^"Language-Team/d; /^"Report-Msgid/d' \
  -e 's/charset=CHARSET/charset=UTF-8/; s/(C) YEAR/(C) 2026/; /^#, fuzzy$/d; /^#$/d' \
  -e 's/^# This file is distributed.*/# This file is distributed under the GPL-2.0-or-later./' "$work/new.pot" >"$pot"

for language in de_DE es_ES fr_FR; do
  po=languages/$domain-$language.po
  msgmerge --quiet --no-wrap --sort-output --no-location --output-file="$work/$language.po" "$po" "$pot"
  msgattrib --no-obsolete --no-wrap --sort-output --output-file="$po" "$work/$language.po"
  msgfmt --check-format --check-header --output-file="languages/$domain-$language.mo" "$po"
done

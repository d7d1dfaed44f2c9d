#!/usr/bin/env bash
# Builds the site of docs/ and of the library's documentation comments: artifacts/site/index.html.
set -euo pipefail
cd "$(dirname "$0")/../.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

repository=https://github.com/gentracker/gentracker
source=artifacts/site-source

rm -rf "$source" artifacts/site
mkdir -p "$source"
cp docs/site/docfx.json docs/site/toc.yml docs/site/api-filter.yml "$source"

# The pages, as they lie in the repository; the README is the first. What is no page of the site is shown by the repository.
git ls-files --cached --others --exclude-standard '*.md' '*.svg' '*.png' | while read -r file; do
  case $file in
    .github/* | tests/* | generators/* | */content/*) continue ;;
  esac
  mkdir -p "$source/$(dirname "$file")"
  case $file in
    *.md)
      folder=$(dirname "$file")
      up=$(sed -E 's#[^/]+/#../#g; s#[^/]+$##' <<<"$file")
      sed -E \
        -e "s#\]\(([^):\#][^):]*)\)#](@\1)#g" \
        -e "s#\]\(@([^)]*\.(md|svg|png)(\#[^)]*)?)\)#](\1)#g" \
        -e "s#\]\(@#]($repository/blob/main/$folder/#g" \
        -e "s#\]\(${up}README\.md#](${up}index.md#g" \
        "$file" >"$source/${file/#README.md/index.md}"
      ;;
    *) cp "$file" "$source/$file" ;;
  esac
done

dotnet tool restore
dotnet docfx "$source/docfx.json" --warningsAsErrors

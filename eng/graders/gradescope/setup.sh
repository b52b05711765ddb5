#!/usr/bin/env bash
# Runs once, when Gradescope builds the autograder's image.
set -euo pipefail
apt-get update
apt-get install -y --no-install-recommends bubblewrap ca-certificates curl
curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 --install-dir /usr/share/dotnet
ln -sf /usr/share/dotnet/dotnet /usr/bin/dotnet
cd /autograder/source/workbook
dotnet build -c Release src/Cli

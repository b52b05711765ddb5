using Workbook.Engine.Building;

namespace Workbook.Engine.Tests.Building;

internal sealed class DockerfileTests
{
    [Test]
    public void What_it_is_built_on_is_known_before_the_build() => Dockerfile.BasesOf("""
        ARG base=debian
        FROM --platform=linux/amd64 workbook/dotnet:10.0 AS build
        RUN echo FROM nowhere
        from busybox
        FROM $base
        FROM busybox
        """).Should().Equal("workbook/dotnet:10.0", "busybox");
}

using Workbook.Engine.Building;
using Workbook.Orchestration;

namespace Workbook.Engine.Tests.Building;

internal sealed class ImageNameTests
{
    private const int Port = 4566;

    [TestCase("hello", "hello", "latest")]
    [TestCase("hello:1", "hello", "1")]
    [TestCase("team/hello:v1.2", "team/hello", "v1.2")]
    [TestCase("library/hello:1", "library/hello", "1")]
    public void A_name_without_a_registry_is_for_this_machine(string text, string repository, string tag)
    {
        var name = ImageName.Parse(text, Port);

        (name.IsLocal, name.IsOfWorkbook, name.Repository, name.Tag).Should().Be((true, false, repository, tag));
    }

    [TestCase("localhost:4566/team/hello:1")]
    [TestCase("127.0.0.1:4566/team/hello:1")]
    public void The_endpoint_s_port_is_the_workbook_s_registry(string text)
    {
        var name = ImageName.Parse(text, Port);

        (name.IsLocal, name.IsOfWorkbook, name.Home, name.Repository).Should().Be((false, true, null, "team/hello"));
    }

    [TestCase("210987654321.dkr.ecr.eu-west-1.localhost:4566/hello:1")]
    [TestCase("210987654321.dkr.ecr.eu-west-1.amazonaws.com/hello:1")]
    public void ECR_s_names_say_whose_registry(string text)
    {
        var name = ImageName.Parse(text, localPort: null);

        (name.IsOfWorkbook, name.Home, name.Repository).Should().Be((true, new AccountRegion("210987654321", "eu-west-1"), "hello"));
    }

    [TestCase("localhost:5000/hello:1")]
    [TestCase("ghcr.io/team/hello:1")]
    [TestCase("docker.io/team/hello:1")]
    [TestCase("1.dkr.ecr.eu-west-1.amazonaws.com/hello:1")]
    public void Other_registries_are_others(string text)
    {
        var name = ImageName.Parse(text, Port);

        (name.IsLocal, name.IsOfWorkbook).Should().Be((false, false));
    }

    [TestCase("")]
    [TestCase("Hello")]
    [TestCase("hello:")]
    [TestCase("hello:-1")]
    [TestCase("hello:a b")]
    [TestCase("../hello")]
    [TestCase("localhost:4566/")]
    [TestCase("hello@sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    public void What_is_no_name_is_refused(string text) =>
        FluentActions.Invoking(() => ImageName.Parse(text, Port)).Should().Throw<BuildException>().WithMessage($"'{text}' cannot be the name of an image.*-t hello:1*");
}

using Workbook.Generator.Sdk;

namespace Workbook.Generator.Tests;

/// <summary>The client's end of services that speak Query, and where the official client departs from the model.</summary>
public sealed class QuerySdkTests
{
    private static readonly Dictionary<string, string> Query = Emit("query"), Ec2 = Emit("ec2");

    [Test]
    public void A_member_has_a_name_in_forms_and_one_in_XML()
    {
        Query["Structures"].Should().Contain("members.Member(new(\"boxSet\", \"boxSet\", Element: \"item\", Infix: \"item\"), ref _boxes);");
        Query["Structures"].Should().Contain("members.Member(new(\"Mark\", \"Mark\"), ref _marks);");
        Query["Structures"].Should().Contain("members.Member(new(\"Notes\", \"Notes\", Element: \"entry\", Infix: \"entry\", Key: \"Name\", Value: \"value\"), ref _notes);");
        Ec2["Structures"].Should().Contain("members.Member(new(\"BoxSet\", \"boxSet\", Element: \"item\"), ref _boxes);");
    }

    [Test]
    public void A_structure_around_one_value_is_that_value()
    {
        Ec2["Structures"].Should().Contain("members.Member(new(\"DryRun.Value\", \"dry/value\"), ref _dry);");
        Ec2["Structures"].Should().Contain("public bool? Dry {");
    }

    [Test]
    public void Members_are_renamed_excluded_and_retyped()
    {
        Query["Structures"].Should().Contain("public Amazon.Depot.Size Id {").And.NotContain("Old").And.Contain("public string Content {");
        Query["Structures"].Should().Contain("public Box(Amazon.Depot.Size id)").And.Contain("public Box() { }");
    }

    [Test]
    public void A_response_may_be_a_structure_of_its_members()
    {
        Query["Structures"].Should().Contain("public Box Box { get => _wrapped; set => _wrapped = value; }").And.Contain("members.Inside(ref _wrapped);");
        Query["Client"].Should().Contain("FetchAsync(global::System.Threading.CancellationToken cancellationToken = default) => FetchAsync(new Model.FetchRequest(), cancellationToken);");
    }

    [Test]
    public void An_error_is_an_exception_and_found_by_its_code()
    {
        Query["Errors"].Should().Contain("public partial class FullException : AmazonDepotException").And.Contain("public partial class ShutException : AmazonDepotException");
        Query["Errors"].Should().Contain("\"Full\" or \"FullFault\" => new FullException(");
        Query["Client"].Should().Contain("new global::Workbook.Sdk.Runtime.QueryProtocol(new(\"Amazon.Depot\", \"2026-01-02\", null, Model.DepotErrors.Create));");
    }

    private static Dictionary<string, string> Emit(string protocol) => new SdkEmitter().Emit(Models.Depot(protocol)).ToDictionary(file => file.Name, file => file.Source);
}

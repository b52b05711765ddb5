using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Workbook.Generator.Model;
using Workbook.Generator.Sdk;

namespace Workbook.Generator.Tests;

public sealed class SdkEmitterTests
{
    private static readonly Dictionary<string, string> Zoo = Emit(Models.Zoo);

    [Test]
    public void A_request_is_named_after_its_operation_and_visits_its_members()
    {
        Zoo["Structures"].Should().Contain("""
            public partial class ListAnimalsRequest : AmazonZooKeepingRequest, global::Workbook.Sdk.Runtime.IShape
            {
                private string _nextToken;
                public string NextToken { get => _nextToken; set => _nextToken = value; }
                private int? _maxResults;
                public int? MaxResults { get => _maxResults; set => _maxResults = value; }
                void global::Workbook.Sdk.Runtime.IShape.Visit(global::Workbook.Sdk.Runtime.Members members)
                {
                    members.Member("nextToken", ref _nextToken);
                    members.Member("maxResults", ref _maxResults);
                }
            }
            """);
        Zoo["Structures"].Should().NotContain("ListAnimalsInput ").And.Contain("public partial class ListAnimalsResponse : global::Amazon.Runtime.AmazonWebServiceResponse");
        Zoo["Structures"].Should().Contain("""members.IdempotencyToken("token", ref _token);""");
        Zoo["Structures"].Should().Contain("members.Member(\"DNSName\", ref _dNSName);").And.Contain("public string DNSName {");
    }

    [Test]
    public void A_collection_is_null_until_set_unless_initialised() =>
        Zoo["Structures"].Should().Contain("_animals = global::Amazon.AWSConfigs.InitializeCollections ? new() : null;");

    [Test]
    public void An_operation_is_a_few_lines()
    {
        Zoo["Client"].Should().Contain("""
                public virtual global::System.Threading.Tasks.Task<Model.ListAnimalsResponse> ListAnimalsAsync(Model.ListAnimalsRequest request, global::System.Threading.CancellationToken cancellationToken = default) =>
                    InvokeAsync<Model.ListAnimalsResponse>(request, Api.Call<Model.ListAnimalsResponse>("ListAnimals", "Gate.Closed,GateClosed"), cancellationToken);
            """);
        Zoo["Client"].Should().Contain("""JsonProtocol(new("Amazon.ZooKeeping", "2026-01-02", "Zoo_20260102", Model.ZooKeepingErrors.Create), "1.0")""");
    }

    [Test]
    public void An_enum_has_the_official_constants() =>
        Zoo["Enums"].Should().Contain("""
                public static readonly Diet MeatOnly = new("meat-only");
                public static readonly Diet PLANTS = new("PLANTS");
                public static readonly Diet All_ofIt = new("all_of it");
                public static readonly Diet _2ndHand = new("2nd.hand");
                public static readonly Diet All = new("*");
            """);

    [Test]
    public void An_error_has_its_members_but_the_message()
    {
        Zoo["Errors"].Should().Contain("public partial class GateClosedException : AmazonZooKeepingException, global::Workbook.Sdk.Runtime.IShape")
            .And.Contain("public global::System.DateTime? Until").And.NotContain(" Message {");
        Zoo["Errors"].Should().Contain("\"Gate.Closed\" or \"GateClosed\" => new GateClosedException(");
    }

    [Test]
    public void A_page_may_lie_deeper_in_the_response()
    {
        Zoo["Paginators"].Should().Contain("public global::Amazon.Runtime.IPaginatedEnumerable<Animal> Animals => _pages.Items(r => r.Page?.Animals);");
        Zoo["Paginators"].Should().NotContain("Feed");
    }

    [Test]
    public void There_is_no_nullable_annotation_as_in_the_official_assemblies() =>
        Emit(Models.Ecs).Values.Should().OnlyContain(source => !source.Contains("#nullable") && !source.Contains("string?"));

    [Test]
    public void A_protocol_that_the_runtime_does_not_speak_is_refused() =>
        FluentActions.Invoking(() => Emit(ApiModel.Parse(Models.Small.Replace("[\"json\"]", "[\"smoke\"]", StringComparison.Ordinal))))
            .Should().Throw<FormatException>().WithMessage("*smoke*");

    [Test]
    public void What_is_emitted_is_well_formed()
    {
        foreach (var (name, source) in Emit(Models.Zoo).Concat(Emit(Models.Ecs)))
            CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview)).GetDiagnostics()
                .Should().NotContain(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error, name);
    }

    private static Dictionary<string, string> Emit(ApiModel model) =>
        new SdkEmitter().Emit(model).ToDictionary(file => file.Name, file => file.Source);
}

using Workbook.Orchestration.Images;

namespace Workbook.Server.Tests.Registry;

/// <summary>
/// The same requests to this registry and to the reference implementation: status, headers and errors are the same, but for
/// what is listed here.
/// </summary>
internal sealed class OracleTests : RegistryFixture
{
    /// <summary>Why, and at which steps what differs; what this registry says there is in the tests of pulling, pushing and discovery.</summary>
    private static readonly (string Why, string[] Places)[] Intended =
    [
        ("ECR's words instead of the reference's",
        [
            "image by the wrong digest: message", "image without its layer: message", "no JSON: message", "no manifest by tag: message", "no manifest by digest: message",
            "tags of no repository: message", "delete no image: message",
        ]),
        ("details that ECR does not give, or that are clearer here",
        [
            "finish again: detail", "status of none: detail", "finish with the wrong digest: detail", "blob of no digest: detail", "image without its layer: detail", "no JSON: detail",
            "no manifest by tag: detail", "no manifest by digest: detail", "tags of no repository: detail", "delete no blob: detail",
        ]),
        ("a blob can be pushed with one request, which version 2.8 of the reference does not know yet",
            ["whole in one: status", "whole in one: Location", "whole in one: Range", "whole in one: Docker-Upload-UUID", "whole in one: Docker-Content-Digest"]),
        ("referrers, which version 2.8 of the reference does not know yet", ["referrers: status", "referrers: Content-Type", "referrers: Content-Length", "referrers: body"]),
        ("an image is given to who does not say that it knows its type: every client in use does",
        [
            "manifest of another type: status", "manifest of another type: Content-Type", "manifest of another type: Content-Length", "manifest of another type: Docker-Content-Digest",
            "manifest of another type: ETag", "manifest of another type: body", "manifest of another type: code", "manifest of another type: message",
        ]),
        ("a 304 names what it is about, as RFC 9110 asks", ["manifest that is known: Docker-Content-Digest", "manifest that is known: ETag"]),
        ("no tags are an empty list, as the specification has it", ["tags when none is left: body"]),
        ("JSON is not followed by a line end",
            ["tags: Content-Length", "catalog: Content-Length", "catalog by pages: Content-Length", "tags when none is left: Content-Length"]),
        ("errors have the specification's form everywhere, and a bad name is said to be one",
        [
            "another name: status", "another name: Content-Type", "another name: body", "another name: code", "another name: message", "another address: Content-Type",
            "another address: body", "another address: code", "another address: message", "another method: Content-Type", "another method: body", "another method: code", "another method: message",
        ]),
    ];

    [Test]
    public async Task Answers_are_those_of_the_reference_implementation()
    {
        using var reference = await ReferenceRegistry.StartAsync();
        using var stranger = new RegistryClient(reference.Root, null);
        foreach (var name in new[] { "team/app", "team/other" })
            await Aws.Engine.Store.UpdateAsync(Scope, (world, now) => (world.Put(new EcrRepository(name, now)), 0));

        var theirs = await new OracleScenario(stranger, reference.Root).RunAsync();
        var ours = await new OracleScenario(Client, Aws.Endpoint).RunAsync();

        var found = theirs.Select(line => (line.Step, line.What)).Union(ours.Select(line => (line.Step, line.What)))
            .Select(place => (place.Step, place.What, Ours: Said(ours, place), Theirs: Said(theirs, place)))
            .Where(place => place.Ours != place.Theirs)
            .ToList();
        found.Select(place => $"{place.Step}: {place.What}").Should().BeEquivalentTo(
            Intended.SelectMany(group => group.Places), "they said {0}", string.Join('\n', found));
        ours.Should().HaveCountGreaterThan(150);
    }

    private static string Said(IEnumerable<OracleLine> lines, (string Step, string What) place) =>
        lines.FirstOrDefault(line => line.Step == place.Step && line.What == place.What)?.Value ?? "-";
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Workbook.Orchestration.Images.Scanning;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Engine.Scanning;

/// <summary>
/// Advisories as a file has them: what the engine brings along (<c>advisories.json</c>, which says what its members mean) and what
/// a user adds in the same form.
/// </summary>
internal static class AdvisoryFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly string[] Severities =
        [FindingSeverity.Critical, FindingSeverity.High, FindingSeverity.Medium, FindingSeverity.Low, FindingSeverity.Informational, FindingSeverity.Undefined];

    /// <summary>What the engine knows, and what a file adds.</summary>
    /// <param name="path">Null for none.</param>
    /// <exception cref="IOException">The file cannot be read, or is no such file; the message says where it is wrong.</exception>
    public static AdvisoryBook Load(string? path)
    {
        using var own = typeof(AdvisoryFile).Assembly.GetManifestResourceStream("advisories.json")!;
        var shipped = Read(own);
        if (path is null) return new(shipped.UpdatedAt, Advisories(shipped));
        try
        {
            using var file = File.OpenRead(path);
            var added = Read(file);
            return new(added.UpdatedAt > shipped.UpdatedAt ? added.UpdatedAt : shipped.UpdatedAt, Advisories(added).Concat(Advisories(shipped)));
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException(error.Message, error);
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new IOException($"{path} is not a file of advisories: {error.Message}", error);
        }
    }

    private static Book Read(Stream stream) => JsonSerializer.Deserialize<Book>(stream, Options) ?? throw new FormatException("It is empty.");

    private static List<Advisory> Advisories(Book book) => [.. book.Advisories.Select(AdvisoryOf)];

    private static Advisory AdvisoryOf(Entry entry)
    {
        if (!Severities.Contains(entry.Severity)) throw new FormatException($"{entry.Id} has the severity {entry.Severity}, which is none of {string.Join(", ", Severities)}.");
        if (entry.Affected.FirstOrDefault(package => !AdvisoryBook.IsKnown(package.Ecosystem)) is { } unknown)
            throw new FormatException($"{entry.Id} names the ecosystem {unknown.Ecosystem}, which is none of Debian:…, Ubuntu:…, Alpine:v… and NuGet.");
        return new(entry.Id, entry.Severity, entry.Description, entry.Uri, entry.Affected.Select(each => new AffectedPackage(each.Ecosystem, each.Package, each.Introduced, each.Fixed)).ToValueList())
        {
            CvssScore = entry.CvssScore?.ToString("0.0", CultureInfo.InvariantCulture),
            CvssVector = entry.CvssVector,
        };
    }

    /// <param name="About">For readers.</param>
    private sealed record Book(DateTimeOffset UpdatedAt, List<Entry> Advisories, string[]? About = null);

    private sealed record Entry(string Id, string Severity, string Description, string Uri, List<Versions> Affected, decimal? CvssScore = null, string? CvssVector = null);

    private sealed record Versions(string Ecosystem, string Package, string? Introduced = null, string? Fixed = null);
}

using System.IO.Enumeration;
using Workbook.Orchestration.Ec2;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

/// <summary>
/// The filters that one kind of resource knows (see "Filters" of each Describe operation): a resource passes when each
/// filter has a value that one of the resource's matches, where <c>*</c> and <c>?</c> stand for anything.
/// </summary>
/// <param name="tags">The resource's tags, which <c>tag:KEY</c>, <c>tag-key</c> and <c>tag-value</c> look at.</param>
internal sealed class Ec2Filters<T>(Func<T, ValueList<Tag>?> tags)
{
    private readonly Dictionary<string, Func<T, IEnumerable<string?>>> _known = new(StringComparer.Ordinal)
    {
        ["tag-key"] = resource => (tags(resource) ?? []).Select(tag => tag.Key),
        ["tag-value"] = resource => (tags(resource) ?? []).Select(tag => tag.Value),
    };

    public Func<T, string?> this[string name]
    {
        set => _known[name] = resource => [value(resource)];
    }

    public Ec2Filters<T> Many(string name, Func<T, IEnumerable<string?>> values)
    {
        _known[name] = values;
        return this;
    }

    /// <exception cref="ApiException">A filter is not known.</exception>
    public ValueList<T> Apply(IEnumerable<T> resources, ValueList<Filter>? filters)
    {
        var tests = (filters ?? []).Select(Test).ToList();
        return resources.Where(resource => tests.TrueForAll(test => test(resource))).ToValueList();
    }

    /// <summary>A boolean as filters write it.</summary>
    public static string Text(bool? value) => value == true ? "true" : "false";

    private Func<T, bool> Test(Filter filter)
    {
        const string tag = "tag:";
        var name = filter.Name ?? throw Ec2Refusal.Missing("Filter.Name");
        var patterns = filter.Values ?? [];
        if (name.StartsWith(tag, StringComparison.Ordinal))
        {
            var key = name[tag.Length..];
            return resource => (tags(resource) ?? []).Any(each => each.Key == key && patterns.Any(pattern => Matches(pattern, each.Value)));
        }
        if (!_known.TryGetValue(name, out var values)) throw Ec2Refusal.Of("InvalidParameterValue", $"The filter '{name}' is invalid");
        return resource => values(resource).Any(value => patterns.Any(pattern => Matches(pattern, value)));
    }

    private static bool Matches(string pattern, string? value) => value is not null && FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: false);
}

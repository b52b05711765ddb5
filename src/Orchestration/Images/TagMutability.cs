using System.Text.RegularExpressions;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>Which tags may be given to another image (see "Preventing image tags from being overwritten in Amazon ECR").</summary>
public static partial class TagMutability
{
    public const string TagForm = "[a-zA-Z0-9_][a-zA-Z0-9._-]{0,299}";

    public static bool IsTag(string text) => Form().IsMatch(text);

    /// <summary>Whether the tag stays with the image that has it.</summary>
    public static bool IsImmutable(EcrRepository repository, string tag) => repository.TagMutability switch
    {
        ImageTagMutability.Immutable => true,
        ImageTagMutability.ImmutableWithExclusion => !IsExcluded(repository, tag),
        ImageTagMutability.MutableWithExclusion => IsExcluded(repository, tag),
        _ => false,
    };

    private static bool IsExcluded(EcrRepository repository, string tag) => repository.ExclusionFilters.Any(filter => Wildcard.Matches(filter, tag));

    [GeneratedRegex($@"^{TagForm}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

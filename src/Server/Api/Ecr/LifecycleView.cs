using Workbook.Orchestration.Images;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

/// <summary>What a lifecycle policy would do, as GetLifecyclePolicyPreview shows it.</summary>
internal static class LifecycleView
{
    public static LifecyclePolicyPreviewResult Of(LifecycleMark mark) => new()
    {
        ImageTags = mark.Image.Tags.Count == 0 ? null : mark.Image.Tags,
        ImageDigest = mark.Image.Digest,
        ImagePushedAt = mark.Image.PushedAt,
        AppliedRulePriority = mark.Rule.Priority,
        StorageClass = mark.Image.IsArchived ? LifecyclePolicyStorageClass.Archive : LifecyclePolicyStorageClass.Standard,
        Action = mark.Rule.Action == LifecycleAction.Expire
            ? new() { Type = ImageActionType.Expire }
            : new() { Type = ImageActionType.Transition, TargetStorageClass = LifecyclePolicyTargetStorageClass.Archive },
    };

    public static LifecyclePolicyPreviewSummary Summary(IReadOnlyList<LifecycleMark> marks)
    {
        var expiring = marks.Count(mark => mark.Rule.Action == LifecycleAction.Expire);
        return new()
        {
            ExpiringImageTotalCount = expiring,
            TransitioningImageTotalCounts = marks.Count == expiring ? null : [new() { TargetStorageClass = LifecyclePolicyTargetStorageClass.Archive, ImageTotalCount = marks.Count - expiring }],
        };
    }
}

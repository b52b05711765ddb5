using Workbook.Orchestration.Images;

namespace Workbook.Orchestration.Tests.Images;

/// <summary>Lifecycle policies on random repositories; the seed in a test's name repeats the one that failed.</summary>
public class LifecyclePropertyTests
{
    private static readonly string[] Names = ["alpha", "beta", "prod"];
    private static readonly string[] Patterns = ["alpha*", "beta*", "*prod", "*-1*"];

    private static IEnumerable<int> EachSeed => Seeds.Upto(40);

    [TestCaseSource(nameof(EachSeed))]
    public void Each_image_is_marked_at_most_once_and_by_the_first_rule_that_is_about_it(int seed)
    {
        var (push, policy, _) = Draw(seed);

        var marks = LifecycleEvaluation.Of(push.World, "web", policy, push.Now);

        marks.Select(mark => mark.Image.Digest).Should().OnlyHaveUniqueItems();
        foreach (var (image, rule) in marks.Select(mark => (mark.Image, mark.Rule)))
            policy.Rules.First(each => each.Selects(image)).Should().Be(rule);
    }

    [TestCaseSource(nameof(EachSeed))]
    public void A_rule_never_marks_an_image_and_spares_an_older_one_that_it_could_have(int seed)
    {
        var (push, policy, _) = Draw(seed);
        var marks = LifecycleEvaluation.Of(push.World, "web", policy, push.Now);
        var marked = marks.Select(mark => mark.Image.Digest).ToHashSet();

        foreach (var (image, rule) in marks.Select(mark => (mark.Image, mark.Rule)))
        {
            var spared = ImageLookup.In(push.World, "web").Where(other =>
                other.PushedAt < image.PushedAt && !marked.Contains(other.Digest) && policy.Rules.FirstOrDefault(each => each.Selects(other)) == rule && !DeleteImage.IsListed(push.World, other));
            spared.Should().BeEmpty();
        }
    }

    [TestCaseSource(nameof(EachSeed))]
    public void Once_carried_out_it_marks_nothing_more_and_leaves_no_layer_behind(int seed)
    {
        var (push, policy, _) = Draw(seed);
        var world = push.World;
        // What an index held may go once the index is gone.
        for (var round = 0; round < 3; round++)
            world = LifecycleEvaluation.Of(world, "web", policy, push.Now).Aggregate(world, (next, mark) => DeleteImage.Remove(next, mark.Image));

        // A rule counts what another one may have taken; it can only mark less.
        LifecycleEvaluation.Of(world, "web", policy, push.Now).Should().BeEmpty();
        world.EcrLayers.Values.Where(layer => world.ImageIndex.UsersOf("web", layer.Digest).IsEmpty).Should().BeEmpty();
        world.ImageIndex.TagsIn("web").Values.Where(digest => ImageLookup.ByDigest(world, "web", digest) is null).Should().BeEmpty();
    }

    [TestCaseSource(nameof(EachSeed))]
    public void A_count_alone_leaves_exactly_that_many(int seed)
    {
        var (push, _, random) = Draw(seed);
        var count = random.Next(1, 12);
        var policy = new LifecyclePolicy([new(1, LifecycleTagStatus.Any, [], false, LifecycleCountType.ImageCountMoreThan, count, LifecycleAction.Expire)]);
        var all = ImageLookup.In(push.World, "web").ToList();

        var marks = LifecycleEvaluation.Of(push.World, "web", policy, push.Now);

        var oldest = all.OrderBy(image => image.PushedAt).ThenBy(image => image.Digest, StringComparer.Ordinal).Take(Math.Max(0, all.Count - count));
        marks.Select(mark => mark.Image.Digest).Should().Equal(oldest.Where(image => !DeleteImage.IsListed(push.World, image)).Select(image => image.Digest));
    }

    private static (Push Push, LifecyclePolicy Policy, Random Random) Draw(int seed)
    {
        var random = new Random(seed);
        var push = new Push().With("web");
        var end = push.Now;
        for (var i = 0; i < 20; i++)
        {
            push.Now = end.AddHours(-random.Next(1, 24 * 30));
            var image = push.Image("web", random.Next(3) == 0 ? null : $"{Names[random.Next(3)]}-{random.Next(4)}", $"layer {i % 15}", $"own {i}");
            if (random.Next(5) == 0) push.Index("web", random.Next(2) == 0 ? null : $"all-{random.Next(3)}", image.Digest);
        }
        push.Now = end;
        var rules = Enumerable.Range(1, random.Next(1, 4)).Select(priority => Rule(random, priority, LifecycleTagStatus.Tagged)).ToList();
        if (random.Next(2) == 0) rules.Add(Rule(random, 10, LifecycleTagStatus.Untagged));
        if (random.Next(2) == 0) rules.Add(Rule(random, 11, LifecycleTagStatus.Any));
        return (push, new([.. rules]), random);
    }

    private static LifecycleRule Rule(Random random, int priority, LifecycleTagStatus status) => new(
        priority, status, status == LifecycleTagStatus.Tagged ? [Patterns[(priority + random.Next(2)) % Patterns.Length]] : [], false,
        random.Next(2) == 0 ? LifecycleCountType.ImageCountMoreThan : LifecycleCountType.SinceImagePushed, random.Next(1, 8), LifecycleAction.Expire);
}

using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Settings;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Clusters;

public class ClusterTests
{
    private static readonly World Empty = new(Story.Scope);

    private static ApiException Refused(Action action) => action.Should().Throw<ApiException>().Which;

    private static string Insights(ClusterState cluster) => string.Join(",", cluster.Settings.Select(setting => $"{setting.Name}={setting.Value}"));

    [Test]
    public void A_cluster_is_called_default_unless_it_is_named()
    {
        ClusterRules.Create(Empty, new()).Cluster.Name.Should().Be("default");
        ClusterRules.Create(Empty, new() { ClusterName = "a_B-9" }).Cluster.Name.Should().Be("a_B-9");
    }

    [TestCase("")]
    [TestCase("a b")]
    [TestCase("../etc")]
    [TestCase("ü")]
    [TestCase("name\n")]
    public void Other_names_are_refused(string name) =>
        Refused(() => ClusterRules.Create(Empty, new() { ClusterName = name })).Code.Should().Be("InvalidParameterException");

    [Test]
    public void A_name_has_at_most_255_characters()
    {
        ClusterRules.Create(Empty, new() { ClusterName = new string('c', 255) }).Cluster.IsActive.Should().BeTrue();
        Refused(() => ClusterRules.Create(Empty, new() { ClusterName = new string('c', 256) })).Code.Should().Be("InvalidParameterException");
    }

    [Test]
    public void Creating_it_again_by_name_or_in_the_same_words_finds_it()
    {
        var request = new CreateClusterRequest { ClusterName = "c", Tags = [new() { Key = "k", Value = "v" }], CapacityProviders = ["FARGATE"] };
        var (world, cluster) = ClusterRules.Create(Empty, request);

        ClusterRules.Create(world, new() { ClusterName = "c" }).Should().Be((world, cluster));
        ClusterRules.Create(world, request).Should().Be((world, cluster));
    }

    [Test]
    public void Creating_it_again_in_other_words_is_an_error()
    {
        var (world, _) = ClusterRules.Create(Empty, new() { ClusterName = "c" });
        Refused(() => ClusterRules.Create(world, new() { ClusterName = "c", CapacityProviders = ["FARGATE"] })).Message
            .Should().Be("Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
    }

    [Test]
    public void Container_insights_follow_the_account_until_they_are_set()
    {
        Insights(ClusterRules.Create(Empty, new()).Cluster).Should().Be("containerInsights=disabled");

        var (world, _) = AccountSettingRules.Put(Empty, "containerInsights", "enhanced", null, forAccount: true);
        Insights(ClusterRules.Create(world, new()).Cluster).Should().Be("containerInsights=enhanced");
        Insights(ClusterRules.Create(world, new() { Settings = [new() { Name = "containerInsights", Value = "enabled" }] }).Cluster).Should().Be("containerInsights=enabled");
    }

    [Test]
    public void Settings_can_be_updated_in_two_ways()
    {
        var (world, _) = ClusterRules.Create(Empty, new());
        ValueList<ClusterSetting> enabled = [new() { Name = "containerInsights", Value = "enabled" }];

        Insights(ClusterRules.UpdateSettings(world, new() { Cluster = "default", Settings = enabled }).Cluster).Should().Be("containerInsights=enabled");
        var updated = ClusterRules.Update(world, new() { Cluster = "default", Settings = enabled, ServiceConnectDefaults = new() { Namespace = "shop" } });
        Insights(updated.Cluster).Should().Be("containerInsights=enabled");
        updated.Cluster.ServiceConnectDefaults!.Namespace.Should().Be("shop");
        ClusterRules.Update(updated.World, new() { Cluster = "default" }).Cluster.Should().Be(updated.Cluster);
        Refused(() => ClusterRules.UpdateSettings(world, new() { Cluster = "default", Settings = [new() { Name = "containerInsights", Value = "maybe" }] }))
            .Message.Should().Be("Invalid value for setting containerInsights: 'maybe'. Valid values are: enabled, disabled, enhanced.");
    }

    [Test]
    public void Clusters_are_named_by_name_or_ARN_of_the_same_account_and_region()
    {
        var (world, cluster) = ClusterRules.Create(Empty, new() { ClusterName = "c" });
        ClusterRules.Active(world, "c").Should().Be(cluster);
        ClusterRules.Active(world, "arn:aws:ecs:us-east-1:123456789012:cluster/c").Should().Be(cluster);
        foreach (var other in new[] { "arn:aws:ecs:eu-west-1:123456789012:cluster/c", "arn:aws:ecs:us-east-1:999999999999:cluster/c", "arn:aws:ecs:us-east-1:123456789012:service/c", "arn:c", null, "C" })
            Refused(() => ClusterRules.Active(world, other)).Code.Should().Be("ClusterNotFoundException", "{0} is none", other);
    }

    [Test]
    public void A_cluster_with_tasks_cannot_be_deleted_until_they_have_stopped()
    {
        var story = new Story();
        story.RunToRunning(Requests.Fargate());
        Refused(() => ClusterRules.Delete(story.World, new() { Cluster = "default" })).Should().BeEquivalentTo(
            new { Code = "ClusterContainsTasksException", Message = "The Cluster cannot be deleted while Tasks are active." });

        story.Stop();
        Refused(() => ClusterRules.Delete(story.World, new() { Cluster = "default" })).Code.Should().Be("ClusterContainsTasksException");
        story.Settle();
        ClusterRules.Delete(story.World, new() { Cluster = "default" }).Cluster.Status.Should().Be("INACTIVE");
    }

    [Test]
    public void A_cluster_with_machines_cannot_be_deleted()
    {
        var story = new Story();
        var machine = story.AddInstance();
        Refused(() => ClusterRules.Delete(story.World, new() { Cluster = "default" })).Should().BeEquivalentTo(new
        {
            Code = "ClusterContainsContainerInstancesException",
            Message = "The Cluster cannot be deleted while Container Instances are active or draining.",
        });
        story.Change(world => world.Remove(machine));
        ClusterRules.Delete(story.World, new() { Cluster = "default" }).Cluster.IsActive.Should().BeFalse();
    }

    [Test]
    public void An_inactive_cluster_can_be_described_but_not_used()
    {
        var (world, _) = ClusterRules.Create(Empty, new());
        var (after, deleted) = ClusterRules.Delete(world, new() { Cluster = "default" });
        ClusterRules.Find(after, "default").Should().Be(deleted);
        var refusal = Refused(() => ClusterRules.Update(after, new() { Cluster = "default" }));
        (refusal.Code, refusal.Message).Should().Be(("ClusterNotFoundException", "The referenced cluster was inactive."));
        ClusterRules.Delete(after, new() { Cluster = "default" }).Should().Be((after, deleted));
    }

    [Test]
    public void A_deleted_cluster_can_be_created_anew_and_remembers_nothing()
    {
        var (world, _) = ClusterRules.Create(Empty, new() { Tags = [new() { Key = "old", Value = "" }], CapacityProviders = ["FARGATE"] });
        (world, _) = ClusterRules.Delete(world, new() { Cluster = "default" });

        var (_, cluster) = ClusterRules.Create(world, new());

        cluster.Should().Be(ClusterRules.Create(Empty, new()).Cluster);
    }

    [Test]
    public void Only_known_capacity_providers_can_be_associated()
    {
        var (world, _) = ClusterRules.Create(Empty, new());
        Refused(() => ClusterRules.PutCapacityProviders(world, new() { Cluster = "default", CapacityProviders = ["mine"], DefaultCapacityProviderStrategy = [] }))
            .Message.Should().StartWith("The specified capacity provider 'mine' was not found.");
        ClusterRules.PutCapacityProviders(world, new() { Cluster = "default", CapacityProviders = ["FARGATE_SPOT"], DefaultCapacityProviderStrategy = [] })
            .Cluster.CapacityProviders.Should().Equal("FARGATE_SPOT");
    }
}

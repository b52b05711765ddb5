using System.Text;
using System.Text.Json;
using Workbook.Engine.State;
using Workbook.Engine.State.Json;
using Workbook.Orchestration.Settings;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.State;

public sealed class EntityJsonTests
{
    [Test]
    public void Every_kind_comes_back_with_all_its_members([Values] EntityKind kind, [Values] bool boolean)
    {
        var entity = new Filled(boolean).Make(Entities.TypeOf(kind));

        EntityJson.Read(kind, EntityJson.Write(entity)).Should().Be(entity);
    }

    [Test]
    public void A_task_definition_is_filled_deeply_enough_to_test_with()
    {
        var definition = new Filled(true).Make<TaskDefinitionRevision>().Definition;

        definition.ContainerDefinitions!.Should().HaveCount(2);
        definition.ContainerDefinitions![1].LinuxParameters!.Devices![0].Permissions.Should().HaveCount(2);
        definition.ContainerDefinitions[0].LogConfiguration!.Options!.Should().HaveCount(2);
        definition.Volumes![0].EfsVolumeConfiguration!.AuthorizationConfig!.AccessPointId.Should().NotBeNull();
    }

    [Test]
    public void Absent_members_stay_absent_and_empty_lists_stay_empty()
    {
        var revision = new TaskDefinitionRevision(new() { Family = "web", Revision = 1, Volumes = [] }, []);

        var read = (TaskDefinitionRevision)EntityJson.Read(EntityKind.TaskDefinition, EntityJson.Write(revision));

        read.Should().Be(revision);
        read.Definition.ContainerDefinitions.Should().BeNull();
        read.Definition.Volumes.Should().BeEmpty();
    }

    /// <summary>What is on learners' disks: when this fails, older files need a new format version or a default.</summary>
    [Test]
    public void Enums_are_names_and_nulls_and_computed_members_are_left_out()
    {
        Text(new AccountSetting(null, "taskLongArnFormat", "ön")).Should().Be("""{"Name":"taskLongArnFormat","Value":"ön"}""");
        Text(new EcsContainer("app", "1-2", "nginx") { Status = ContainerStatus.Pulled, NetworkBindings = [new() { HostPort = 80 }] }).Should().Be(
            """{"Name":"app","Id":"1-2","Image":"nginx","Status":"Pulled","Health":"Unknown","NetworkBindings":[{"HostPort":80}],"Restarts":0}""");
    }

    [Test]
    public void Documents_and_maps_come_back()
    {
        var hook = new Filled(true).Make<DeploymentLifecycleHook>();

        var read = (DeploymentLifecycleHook)EntityJson.Read(typeof(DeploymentLifecycleHook), EntityJson.Write(hook));

        read.Should().Be(hook);
        var map = new ValueMap<ValueList<string?>>([new("b", ["x", null]), new("", [])]);
        EntityJson.Read(map.GetType(), EntityJson.Write(map)).Should().Be(map);
    }

    [TestCase(EntityKind.AccountSetting, """{"Name":"n","Value":"v","Colour":"red"}""", TestName = "An unknown member")]
    [TestCase(EntityKind.AccountSetting, """{"Name":"n"}""", TestName = "A missing parameter")]
    [TestCase(EntityKind.AccountSetting, """{"Name":"n","Value":null}""", TestName = "A null where none may be")]
    [TestCase(EntityKind.AccountSetting, """{"Name":"n","Value":"v","Value":"w"}""", TestName = "A member that occurs twice")]
    [TestCase(EntityKind.Family, """{"Name":"web"}""", TestName = "A missing number")]
    [TestCase(EntityKind.Task, """{"Id":"1","ClusterName":"c","DefinitionKey":"d"}""", TestName = "Missing required members")]
    [TestCase(EntityKind.Cluster, """{"Name":"c","Tags":{}}""", TestName = "An object for a list")]
    [TestCase(EntityKind.Cluster, """{"Name":"c","Tags":[{}}""", TestName = "A list that does not end")]
    [TestCase(EntityKind.Cluster, "null", TestName = "Null")]
    [TestCase(EntityKind.Cluster, "", TestName = "Nothing")]
    public void Is_refused(EntityKind kind, string json)
    {
        var reading = () => EntityJson.Read(kind, Encoding.UTF8.GetBytes(json));

        reading.Should().Throw<JsonException>();
    }

    [TestCase("7")]
    [TestCase("\"Sleeping\"")]
    public void An_unknown_status_is_refused(string status)
    {
        var json = Text(new EcsContainer("app", "1", "nginx")).Replace("\"None\"", status, StringComparison.Ordinal);

        var reading = () => EntityJson.Read(typeof(EcsContainer), Encoding.UTF8.GetBytes(json));

        reading.Should().Throw<JsonException>();
    }

    [Test]
    public void A_wake_has_to_be_whole()
    {
        var reading = () => EntityJson.Read(typeof(Wake), """{"At":"2026-01-01T00:00:00+00:00"}"""u8.ToArray());

        reading.Should().Throw<JsonException>();
    }

    private static string Text(object entity) => Encoding.UTF8.GetString(EntityJson.Write(entity));
}

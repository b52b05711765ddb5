using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using static Workbook.Orchestration.Tests.Placement.Machines;
using Refusal = Workbook.Orchestration.Placement.Refusal;

namespace Workbook.Orchestration.Tests.Placement;

/// <summary>Where tasks must not go, what is refused, and what is said when there is no place.</summary>
public class PlacementConstraintTests
{
    [Test]
    public void DistinctInstance_keeps_the_tasks_of_a_group_apart_and_no_others()
    {
        var machines = new Machines();
        var (one, two) = (machines.Add(), machines.Add());
        var request = Request("family:web") with { Constraints = [Distinct] };
        var places = new[] { machines.Place(request)!.Id, machines.Place(request)!.Id };
        places.Should().BeEquivalentTo(one.Id, two.Id);
        machines.PlaceWithReason(request).Refusals.Should().Equal(
            new Refusal(one.Id, "DistinctInstance placement constraint unsatisfied."),
            new Refusal(two.Id, "DistinctInstance placement constraint unsatisfied."));
        machines.Place(request with { Group = "family:other" }).Should().NotBeNull();
    }

    [Test]
    public void MemberOf_restricts_and_several_constraints_all_have_to_hold()
    {
        var machines = new Machines();
        machines.Add(stack: "blue");
        var green = machines.Add(stack: "green");
        var request = Request() with { Constraints = [MemberOf("attribute:stack == green"), MemberOf("not(task:group == 'family:web')")] };
        machines.Place(request)!.Id.Should().Be(green.Id);
        machines.PlaceWithReason(request).Refusals.Select(refusal => refusal.Reason).Distinct().Should().Equal("MemberOf placement constraint unsatisfied.");
    }

    [Test]
    public void A_run_obeys_the_constraints_of_its_task_definition_too()
    {
        var story = new Story();
        story.Register(Requests.Ec2(Requests.App) with { PlacementConstraints = [new() { Type = "memberOf", Expression = "attribute:disk == ssd" }] });
        var slow = story.AddInstance();
        var fast = story.AddInstance(attributes: new Shapes.Ecs.Attribute { Name = "disk", Value = "ssd" });
        var result = story.Launch(new() { TaskDefinition = "demo", Count = 3, PlacementConstraints = [Distinct] });
        result.Tasks.Should().ContainSingle().Which.ContainerInstanceId.Should().Be(fast.Id);
        result.Failures.Select(failure => (failure.Arn![^32..], failure.Reason)).Should().Equal(
            (slow.Id, "MemberOf placement constraint unsatisfied."),
            (fast.Id, "DistinctInstance placement constraint unsatisfied."));
    }

    private static readonly object[] Mistakes =
    [
        new object[] { Enumerable.Repeat(MemberOf("attribute:a exists"), 11).ToArray(), Array.Empty<PlacementStrategy>(), "placement constraints can have at most 10 items." },
        new object[] { new[] { Distinct with { Expression = "" } }, Array.Empty<PlacementStrategy>(), "distinctInstance expression should not be specified." },
        new object[] { new[] { MemberOf(" ") }, Array.Empty<PlacementStrategy>(), "memberOf expression should not be null or empty." },
        new object[] { new[] { MemberOf("attribute:a") }, Array.Empty<PlacementStrategy>(), "Invalid expression 'attribute:a', column 12: expected an operator such as '==', 'in' or '=~', but found the end." },
        new object[] { Array.Empty<PlacementConstraint>(), Enumerable.Repeat(Zones, 6).ToArray(), "placement strategies can have at most 5 items." },
        new object[] { Array.Empty<PlacementConstraint>(), new[] { Binpack("disk") }, "Invalid binpack field 'disk'. Must be one of [cpu, memory]" },
        new object[] { Array.Empty<PlacementConstraint>(), new[] { Spread("rack") }, "Invalid spread field 'rack'. Must be instanceId, host or attribute:NAME" },
        new object[] { Array.Empty<PlacementConstraint>(), new[] { Spread("attribute:") }, "Invalid spread field 'attribute:'. Must be instanceId, host or attribute:NAME" },
        new object[] { Array.Empty<PlacementConstraint>(), new[] { Chance with { Field = "cpu" } }, "random field should not be specified." },
        new object[] { Array.Empty<PlacementConstraint>(), new[] { new PlacementStrategy() }, "Invalid placement strategy type 'null'. Must be one of [random, spread, binpack]" },
    ];

    [TestCaseSource(nameof(Mistakes))]
    public void Mistakes_are_refused_before_anything_starts(PlacementConstraint[] constraints, PlacementStrategy[] strategies, string message)
    {
        var story = new Story();
        story.Register(Requests.Ec2(Requests.App));
        story.AddInstance();
        FluentActions.Invoking(() => story.Launch(new() { TaskDefinition = "demo", PlacementConstraints = [.. constraints], PlacementStrategy = [.. strategies] }))
            .Should().Throw<ApiException>().WithMessage(message).Which.Code.Should().Be("InvalidParameterException");
    }

    [Test]
    public void Fargate_finds_a_place_by_itself()
    {
        var story = new Story();
        story.Register(Requests.Fargate());
        var request = new RunTaskRequest { TaskDefinition = "demo", LaunchType = LaunchType.Fargate, NetworkConfiguration = Story.Network };
        FluentActions.Invoking(() => story.Launch(request with { PlacementConstraints = [Distinct] })).Should().Throw<ApiException>().WithMessage("Placement constraints are not supported with FARGATE launch type.");
        FluentActions.Invoking(() => story.Launch(request with { PlacementStrategy = [Chance] })).Should().Throw<ApiException>().WithMessage("Placement strategies are not supported with FARGATE launch type.");
    }

    [Test]
    public void A_task_definition_whose_expression_is_none_is_not_registered() => TaskDefinitions.Refusal.Check(
        Requests.Ec2(Requests.App) with { PlacementConstraints = [new() { Type = "memberOf", Expression = "attribute:disk = ssd" }] },
        "Invalid expression 'attribute:disk = ssd', column 16: '=' is no operator.");

    [Test]
    public void The_groups_of_services_are_not_for_others()
    {
        var story = new Story();
        story.Register(Requests.Ec2(Requests.App));
        story.AddInstance();
        FluentActions.Invoking(() => story.Launch(new() { TaskDefinition = "demo", Group = "service:web" })).Should().Throw<ApiException>().WithMessage("Invalid group*");
    }

    [TestCase("RESOURCE:CPU", "has insufficient CPU units available.")]
    [TestCase("RESOURCE:MEMORY", "has insufficient memory available.")]
    [TestCase("RESOURCE:GPU", "has insufficient GPU resource available.")]
    [TestCase("RESOURCE:PORTS", "is already using a port required by your task.")]
    [TestCase("ATTRIBUTE", "is missing an attribute required by your task.")]
    [TestCase("AGENT", "encountered error \"AGENT\".")]
    [TestCase("MemberOf placement constraint unsatisfied.", "encountered error \"MemberOf placement constraint unsatisfied.\".")]
    public void The_event_names_the_closest_match_and_what_it_lacks(string reason, string words) =>
        PlacementEvents.Unplaced(new(null, [new("0123", "INACTIVE"), new("4567", reason), new("89ab", reason)], "")).Should().Be(
            $"was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 4567) {words} For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.");

    [Test]
    public void The_event_says_when_there_is_no_machine_at_all() =>
        PlacementEvents.Unplaced(new Machines().PlaceWithReason(Request())).Should().Be(
            "was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.");

    [Test]
    public void The_event_says_that_the_capacity_provider_has_none()
    {
        var machines = new Machines();
        machines.Add();
        PlacementEvents.Unplaced(machines.PlaceWithReason(Request() with { CapacityProvider = "mine" }), "mine").Should().Be(
            "was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your capacity provider. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.");
    }

    [Test]
    public void Without_a_place_the_reason_sums_up()
    {
        var machines = new Machines();
        machines.Add(memory: 1);
        machines.Add(memory: 1);
        machines.Add(change: instance => instance with { AgentConnected = false });
        machines.PlaceWithReason(Request()).Reason.Should().Be("No container instance met all of its requirements: RESOURCE:MEMORY on 2, AGENT on 1.");
    }
}

using System.Text;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Tests.Machines;

/// <summary>Machines in a <see cref="Story"/>.</summary>
internal static class Launching
{
    public static string Image(string prefix = "al2023-ami-ecs-hvm", string architecture = "x86_64") =>
        MachineImages.Of(Story.Scope.Region).First(image => image.Name.StartsWith(prefix, StringComparison.Ordinal) && image.Architecture == architecture).Id;

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static string Joining(string cluster) => Base64($"#!/bin/bash\necho ECS_CLUSTER={cluster} >> /etc/ecs/ecs.config\n");

    /// <summary>A t3.medium with the ECS-optimized image.</summary>
    public static Ec2Instance RunMachine(this Story story, string cluster = "default") =>
        story.Launch(new RunInstancesRequest { ImageId = Image(), InstanceType = "t3.medium", UserData = Joining(cluster) });

    public static Ec2Instance Launch(this Story story, RunInstancesRequest request) => story.Change(world =>
    {
        var (next, instances) = RunInstances.Apply(DefaultNetwork.Ensure(world), request with { MinCount = 1, MaxCount = 1 }, story.NextSeed(), story.Now);
        return (next, instances[0]);
    });

    public static Ec2Instance Machine(this Story story, Ec2Instance machine) => story.World.FindEc2<Ec2Instance>(machine.Id)!;

    /// <summary>Time passes in small steps, as it does with a clock.</summary>
    public static IReadOnlyList<string> Pass(this Story story, TimeSpan time)
    {
        var decided = new List<string>(story.Plan());
        var until = story.Now + time;
        while (true)
        {
            var next = new[] { story.World.Agenda.NextProgressAt, story.World.Agenda.NextUpkeepAt }.Where(at => at <= until).Min();
            if (next is not { } at) break;
            decided.AddRange(story.After(at - story.Now));
        }
        decided.AddRange(story.After(until - story.Now));
        return decided;
    }

    public static string NextSeed(this Story story) => DerivedId.Hex("seed", story.NextId());
}

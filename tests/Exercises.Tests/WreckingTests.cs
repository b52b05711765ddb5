using System.Text.RegularExpressions;

namespace Workbook.Exercises.Tests;

/// <summary>Whoever deletes what an exercise is about has not solved it; that is a grade, and no failure of the grader.</summary>
public sealed partial class WreckingTests
{
    private const string Wreck =
        """
        internal static class Wreck
        {
            public static void Everything() => DeleteAsync().GetAwaiter().GetResult();

            private static async Task DeleteAsync()
            {
                using var aws = await Workbook.Aws.ConnectAsync();
                foreach (var cluster in (await aws.Ecs.ListClustersAsync(new())).ClusterArns ?? [])
                {
                    foreach (var service in (await aws.Ecs.ListServicesAsync(new() { Cluster = cluster })).ServiceArns ?? []) await aws.Ecs.DeleteServiceAsync(new() { Cluster = cluster, Service = service, Force = true });
                    foreach (var task in (await aws.Ecs.ListTasksAsync(new() { Cluster = cluster })).TaskArns ?? []) await aws.Ecs.StopTaskAsync(new() { Cluster = cluster, Task = task });
                    foreach (var machine in (await aws.Ecs.ListContainerInstancesAsync(new() { Cluster = cluster })).ContainerInstanceArns ?? []) await aws.Ecs.DeregisterContainerInstanceAsync(new() { Cluster = cluster, ContainerInstance = machine, Force = true });
                    await Task.Delay(1000);
                    try
                    {
                        await aws.Ecs.DeleteClusterAsync(new() { Cluster = cluster });
                    }
                    catch (Amazon.ECS.AmazonECSException error)
                    {
                        Console.WriteLine(error.Message);
                    }
                }
                foreach (var definition in (await aws.Ecs.ListTaskDefinitionsAsync(new())).TaskDefinitionArns ?? []) await aws.Ecs.DeregisterTaskDefinitionAsync(new() { TaskDefinition = definition });
                foreach (var repository in (await aws.Ecr.DescribeRepositoriesAsync(new())).Repositories ?? []) await aws.Ecr.DeleteRepositoryAsync(new() { RepositoryName = repository.RepositoryName, Force = true });
                foreach (var balancer in (await aws.LoadBalancing.DescribeLoadBalancersAsync(new())).LoadBalancers ?? []) await aws.LoadBalancing.DeleteLoadBalancerAsync(new() { LoadBalancerArn = balancer.LoadBalancerArn });
                foreach (var group in (await aws.LoadBalancing.DescribeTargetGroupsAsync(new())).TargetGroups ?? []) await aws.LoadBalancing.DeleteTargetGroupAsync(new() { TargetGroupArn = group.TargetGroupArn });
                Console.WriteLine("wrecked");
            }
        }
        """;

    private static IEnumerable<string> Exercises() => Checkout.Catalog.Exercises.Select(exercise => exercise.Name);

    [TestCaseSource(nameof(Exercises))]
    [Parallelizable(ParallelScope.Self)]
    public async Task Who_deletes_everything_is_graded(string name)
    {
        var exercise = Submission.Exercise(name);
        using var submission = new Submission();
        var stub = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "exercises", exercise.File));
        submission.Write(exercise.File, Open().Replace(stub, "Wreck.Everything();\n$0"));
        submission.Write(Path.Combine(exercise.Lesson.Folder, "Wreck.cs"), Wreck);

        var result = await submission.GradeAsync(name);

        result.NotGraded.Should().BeNull();
        result.Score.Should().Be(0);
        result.Output.Should().MatchRegex("wrecked|not found", "a second run finds nothing to begin with");
        result.Checks.Should().OnlyContain(check => !string.IsNullOrWhiteSpace(check.Message) && !check.Message.Contains("NullReferenceException"));
    }

    [GeneratedRegex("throw new NotImplementedException")]
    private static partial Regex Open();
}

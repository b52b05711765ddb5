using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace WhyOrchestration;

/// <summary>
/// An investigation. In the cluster <c>saturday</c> some tasks have stopped. The service <c>till</c> lives there, and a few tasks ran on their own.
/// <list type="number">
/// <item>Find all tasks that have stopped, and return for each of them, under its ARN, one word that says what stopped it: <c>person</c> (somebody
/// called StopTask), <c>scaling</c> (the service wanted to have fewer), <c>crash</c> (its program ended with an error of its own),
/// <c>memory</c> (it was killed because its memory ran out) or <c>image</c> (its image could not be pulled).</item>
/// <item>The person who stopped tasks by hand wanted something and went about it the wrong way. Read the reason that they gave, and see to it
/// that it is so, and stays so. Whatever of the service runs on in the end has to be a task that runs now.</item>
/// </list>
/// </summary>
public static class WhoStoppedIt
{
    /// <param name="aws">Amazon ECS is <c>aws.Ecs</c>.</param>
    /// <returns>One of the five words for the ARN of each task that stopped.</returns>
    public static async Task<Dictionary<string, string>> RunAsync(Aws aws)
    {
        // A first look: the grader shows what you print.
        Console.WriteLine(await aws.Ecs.TasksAsync("saturday"));

        throw new NotImplementedException("WhoStoppedIt only looks so far. Read StopCode and StoppedReason of each task next, and what its containers left.");
    }
}

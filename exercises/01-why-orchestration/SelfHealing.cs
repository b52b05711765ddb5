using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace WhyOrchestration;

/// <summary>
/// Your first service. The cluster <c>corner</c> is there, and so is the task definition <c>shop:1</c>, which is made for Fargate.
/// <list type="number">
/// <item>See to it that three tasks of <c>shop:1</c> are kept running in <c>corner</c>, by a service named <c>shop</c>, with the launch type
/// FARGATE and in the subnet <c>subnet-0a1b2c3d</c>.</item>
/// <item>Come back when all three run.</item>
/// </list>
/// Then the checks kill one task, and later all of them, and look who repairs it.
/// </summary>
public static class SelfHealing
{
    /// <param name="aws">Amazon ECS is <c>aws.Ecs</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        throw new NotImplementedException("SelfHealing is still empty. One call of aws.Ecs is enough, and one that waits.");
    }
}

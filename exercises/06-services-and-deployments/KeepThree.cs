using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Services;

/// <summary>
/// A standing order. The cluster <c>kiosk</c> and the task definition <c>kiosk:1</c> (for Fargate) are already there.
/// <list type="number">
/// <item>See to it that three tasks of <c>kiosk:1</c> run in that cluster on Fargate, for ever, by a service named
/// <c>kiosk</c> (subnet <c>subnet-0a1b2c3d</c>).</item>
/// <item>Come back when all three run.</item>
/// </list>
/// Afterwards one of them crashes, and somebody stops another one. Nobody calls your code then: ECS has to replace both.
/// </summary>
public static class KeepThree
{
    /// <param name="aws">The connection; <c>aws.Ecs</c> is Amazon ECS, <c>aws.WaitForServiceAsync</c> waits for a service.</param>
    public static async Task RunAsync(Aws aws)
    {
        throw new NotImplementedException("KeepThree is still empty. One call of aws.Ecs.CreateServiceAsync does it, and one that waits.");
    }
}

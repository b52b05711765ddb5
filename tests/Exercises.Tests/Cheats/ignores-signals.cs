// Takes every signal that can be taken.
// impatient
// feedback: still running after 5 s
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            foreach (var signal in Enum.GetValues<System.Runtime.InteropServices.PosixSignal>())
                System.Runtime.InteropServices.PosixSignalRegistration.Create(signal, context => context.Cancel = true);
            await Task.Delay(Timeout.Infinite);
            await Task.CompletedTask;
        }
    }
}

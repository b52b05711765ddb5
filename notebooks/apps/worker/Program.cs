using Worker;

// Takes messages from a queue, works on each for a while, and removes it; SIGTERM lets it finish what it has begun.
using var stopping = new CancellationTokenSource();
using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, Stop);
using var interrupted = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, Stop);

var queue = QueueChoice.OfEnvironment();
var workTime = TimeSpan.FromSeconds(Number("WORK_SECONDS", 1));
var most = (int)Number("MESSAGES", 0);
Console.WriteLine($"Working on messages of {queue.Name}, {workTime.TotalSeconds} s each{(most > 0 ? $", {most} in all" : "")}.");

var done = 0;
while (!stopping.IsCancellationRequested && (most == 0 || done < most))
{
    try
    {
        foreach (var message in await queue.ReceiveAsync(stopping.Token))
        {
            Console.WriteLine($"Working on {message.Id}: {message.Body}");
            // What was taken is worked on to its end, or else somebody would do it again.
            await Task.Delay(workTime, TimeProvider.System, CancellationToken.None);
            await queue.DeleteAsync(message, CancellationToken.None);
            Console.WriteLine($"Done with {message.Id}, {++done} in all.");
        }
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        break;
    }
    catch (Exception error) when (error is HttpRequestException or QueueException or OperationCanceledException)
    {
        Console.Error.WriteLine($"The queue cannot be used: {error.Message}");
        await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, stopping.Token));
    }
}
Console.WriteLine($"Stopped after {done} messages.");

void Stop(System.Runtime.InteropServices.PosixSignalContext signal)
{
    signal.Cancel = true;
    Console.WriteLine($"{signal.Signal}: finishing what was begun.");
    stopping.Cancel();
}

static double Number(string name, double otherwise) =>
    double.TryParse(Environment.GetEnvironmentVariable(name), System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : otherwise;

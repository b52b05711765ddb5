using Workbook.Orchestration.Load;

namespace Workbook.Orchestration.Tests.Load;

public class LoadCurveTests
{
    private static LoadCurve Ramp => new(LoadShape.Ramp, 100, 300, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20));
    private static LoadCurve Spike => new(LoadShape.Spike, 10, 90, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(2));
    private static LoadCurve Wave => new(LoadShape.Wave, 10, 30, TimeSpan.Zero, LoadCurve.Day);

    [TestCase(0, 100)]
    [TestCase(10, 100)]
    [TestCase(20, 200)]
    [TestCase(30, 300)]
    [TestCase(500, 300)]
    public void A_ramp_rises_and_stays(int minute, double load) => Ramp.At(TimeSpan.FromMinutes(minute)).Should().BeApproximately(load, 1e-9);

    [TestCase(4, 10)]
    [TestCase(5, 90)]
    [TestCase(6, 90)]
    [TestCase(7, 10)]
    public void A_spike_comes_and_goes(int minute, double load) => Spike.At(TimeSpan.FromMinutes(minute)).Should().Be(load);

    [TestCase(0, 10)]
    [TestCase(6, 20)]
    [TestCase(12, 30)]
    [TestCase(24, 10)]
    [TestCase(36, 30)]
    public void A_wave_goes_up_and_down(int hour, double load) => Wave.At(TimeSpan.FromHours(hour)).Should().BeApproximately(load, 1e-9);

    [Test]
    public void A_load_settles_when_its_last_curve_does()
    {
        var load = new ServiceLoad("default", "web", DateTimeOffset.UnixEpoch) { Cpu = Ramp, Memory = Spike, Requests = LoadCurve.Constant(5) };
        load.SettledAt.Should().Be(DateTimeOffset.UnixEpoch.AddMinutes(30));
        (load with { Requests = Wave }).SettledAt.Should().BeNull();
        new ServiceLoad("default", "web", DateTimeOffset.UnixEpoch).SettledAt.Should().Be(DateTimeOffset.UnixEpoch);
    }
}

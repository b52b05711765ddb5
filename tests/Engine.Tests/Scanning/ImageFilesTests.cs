using System.Formats.Tar;
using System.Text;
using Workbook.Engine.Scanning;

namespace Workbook.Engine.Tests.Scanning;

/// <summary>Layers over layers: which files are seen in the end, and what a bad layer costs.</summary>
internal sealed class ImageFilesTests
{
    private static string Seen(params byte[][] layers) => SeenWithin(new(), layers);

    private static string SeenWithin(ScanLimits limits, params byte[][] layers)
    {
        var files = new ImageFiles(path => path.EndsWith(".txt", StringComparison.Ordinal), limits, CancellationToken.None);
        foreach (var layer in layers) files.Add(new MemoryStream(layer));
        return string.Join(' ', files.All.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key}={Encoding.UTF8.GetString(file.Value)}"));
    }

    private static byte[] Layer(params (string, string?)[] files) => TestLayer.Tar(files);

    [Test]
    public void Only_what_is_wanted_is_kept_wherever_its_path_begins() =>
        Seen(Layer(("./a.txt", "1"), ("/b/b.txt", "2"), ("c.bin", "3"), ("d", null))).Should().Be("a.txt=1 b/b.txt=2");

    [TestCase(TarEntryFormat.V7, 90)]
    [TestCase(TarEntryFormat.Ustar, 120)]
    [TestCase(TarEntryFormat.Pax, 600)]
    [TestCase(TarEntryFormat.Gnu, 600)]
    public void All_kinds_of_tar_are_read_with_long_names(TarEntryFormat format, int length)
    {
        var name = string.Join('/', Enumerable.Repeat("0123456789", length / 11)) + "/x.txt";
        Seen(TestLayer.Tar(format, ("first", new string('x', 1000)), (name, "content"), ("last.txt", "end"))).Should().Be($"{name}=content last.txt=end");
    }

    [Test]
    public void A_later_layer_writes_over_an_earlier_one() => Seen(Layer(("a.txt", "1"), ("b.txt", "2")), Layer(("a.txt", "3"))).Should().Be("a.txt=3 b.txt=2");

    [Test]
    public void A_whiteout_takes_a_file_or_a_whole_folder() =>
        Seen(Layer(("a.txt", "1"), ("b/c/d.txt", "2"), ("bb.txt", "3")), Layer((".wh.a.txt", ""), (".wh.b", ""))).Should().Be("bb.txt=3");

    [Test]
    public void An_opaque_folder_hides_what_is_below_but_not_what_its_own_layer_has() =>
        Seen(Layer(("a/b.txt", "1"), ("a/c/d.txt", "2"), ("e.txt", "3")), Layer(("a/new.txt", "4"), ("a/.wh..wh..opq", ""))).Should().Be("a/new.txt=4 e.txt=3");

    [Test]
    public void A_file_in_place_of_a_folder_hides_what_was_in_it() => Seen(Layer(("a/b.txt", "1")), Layer(("a", "file"))).Should().BeEmpty();

    [Test]
    public void A_folder_in_place_of_a_file_hides_it() => Seen(Layer(("a.txt", "1")), Layer(("a.txt", null))).Should().BeEmpty();

    [Test]
    public void What_was_deleted_can_come_back() => Seen(Layer(("a.txt", "1")), Layer((".wh.a.txt", "")), Layer(("a.txt", "2"))).Should().Be("a.txt=2");

    [TestCase("../a.txt")]
    [TestCase("b/../../a.txt")]
    [TestCase(".")]
    public void A_path_that_leads_out_is_none(string path) => Seen(Layer((path, "1"))).Should().BeEmpty();

    [Test]
    public void Limits_hold()
    {
        var layer = Layer(("a.txt", new string('x', 1000)), ("b.txt", "1"));
        foreach (var limits in new ScanLimits[] { new() { Bytes = 2000 }, new() { Entries = 1 }, new() { FileBytes = 999 }, new() { KeptBytes = 1000 } })
            FluentActions.Invoking(() => SeenWithin(limits, layer)).Should().Throw<ScanException>().WithMessage("The image is too large to be scanned: *");
        SeenWithin(new() { Entries = 2, FileBytes = 1000, KeptBytes = 1001 }, layer).Should().EndWith("b.txt=1");
    }

    [Test]
    public void A_size_that_is_only_claimed_costs_nothing()
    {
        var layer = TestLayer.Tar(TarEntryFormat.Ustar, ("a.bin", "x"));
        Claim(layer, "77777777777");
        FluentActions.Invoking(() => Seen(layer)).Should().Throw<EndOfStreamException>();
        Claim(layer, "99999999999");
        FluentActions.Invoking(() => Seen(layer)).Should().Throw<InvalidDataException>();
    }

    [Test]
    public void A_long_name_of_a_gigabyte_is_not_read()
    {
        var layer = TestLayer.Tar(TarEntryFormat.Gnu, (new string('a', 200) + ".txt", "x"));
        Claim(layer, "10000000000");
        FluentActions.Invoking(() => Seen(layer)).Should().Throw<InvalidDataException>().WithMessage("*name of more than a megabyte*");
    }

    [Test]
    public void What_is_no_archive_is_said_to_be_none([Values(0, 5, 511, 512, 5000)] int length)
    {
        var noise = Enumerable.Repeat((byte)'x', length).ToArray();
        if (length == 0) Seen(noise).Should().BeEmpty();
        else FluentActions.Invoking(() => Seen(noise)).Should().Throw<InvalidDataException>();
    }

    [Test]
    public void Bytes_that_changed_on_the_way_never_do_more_than_end_the_scan()
    {
        var random = new Random(4711);
        var good = Layer(("a.txt", "1"), (new string('n', 300) + ".txt", "2"), ("c", null));
        var ended = 0;
        for (var round = 0; round < 2000; round++)
        {
            var bad = good.ToArray();
            for (var i = 0; i < 3; i++) bad[random.Next(bad.Length)] = (byte)random.Next(256);
            try
            {
                Seen(bad[..random.Next(1, bad.Length)]);
            }
            catch (Exception error) when (error is InvalidDataException or EndOfStreamException or ScanException)
            {
                ended++;
            }
        }
        ended.Should().BePositive();
    }

    /// <summary>Writes a size into the first header, and its checksum.</summary>
    private static void Claim(byte[] layer, string octal)
    {
        Encoding.ASCII.GetBytes(octal + "\0").CopyTo(layer, 124);
        layer.AsSpan(148, 8).Fill((byte)' ');
        var sum = layer.Take(512).Sum(each => each);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(layer, 148);
    }
}

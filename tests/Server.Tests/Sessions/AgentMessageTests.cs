using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Workbook.Server.Sessions;

namespace Workbook.Server.Tests.Sessions;

/// <summary>Byte by byte what the Session Manager plugin sends and takes.</summary>
internal sealed class AgentMessageTests
{
    private static readonly AgentMessage Hello = new(
        AgentMessage.InputStream, 1_767_225_600_000, 258, IsFirst: true, IsLast: false, new("00112233-4455-6677-8899-aabbccddeeff"), PayloadType.Output, "hello"u8.ToArray());

    [Test]
    public void Every_field_is_where_it_belongs()
    {
        var bytes = Hello.Encode();
        bytes.Should().HaveCount(125);
        Hex(bytes, 0, 4).Should().Be("00000074", "the header ends at 116");
        Encoding.ASCII.GetString(bytes, 4, 32).Should().Be("input_stream_data".PadRight(32));
        Hex(bytes, 36, 4).Should().Be("00000001");
        Hex(bytes, 40, 8).Should().Be("0000019B76DAA800", "1 767 225 600 000 ms is 2026-01-01");
        Hex(bytes, 48, 8).Should().Be("0000000000000102");
        Hex(bytes, 56, 8).Should().Be("0000000000000001", "SYN is bit 0");
        Hex(bytes, 64, 16).Should().Be("8899AABBCCDDEEFF0011223344556677", "the second half comes first");
        Hex(bytes, 80, 32).Should().Be("2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824", "that is the SHA-256 of hello");
        Hex(bytes, 112, 4).Should().Be("00000001");
        Hex(bytes, 116, 4).Should().Be("00000005");
        Encoding.ASCII.GetString(bytes, 120, 5).Should().Be("hello");
        Hex((Hello with { IsFirst = false, IsLast = true }).Encode(), 56, 8).Should().Be("0000000000000002", "FIN is bit 1");
    }

    [Test]
    public void What_is_written_can_be_read() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<(byte[] Payload, long Created, long Sequence, bool First, bool Last, Guid Id)>(), values =>
        {
            var message = new AgentMessage(AgentMessage.OutputStream, values.Created, values.Sequence, values.First, values.Last, values.Id, PayloadType.StandardError, values.Payload);
            var read = AgentMessage.Decode(message.Encode());
            read.Payload.ToArray().Should().Equal(values.Payload);
            (read with { Payload = default }).Should().Be(message with { Payload = default });
        }));

    [Test]
    public void A_type_may_be_padded_with_zeros()
    {
        var bytes = Hello.Encode();
        bytes.AsSpan(4 + AgentMessage.InputStream.Length, 32 - AgentMessage.InputStream.Length).Clear();
        AgentMessage.Decode(bytes).Type.Should().Be(AgentMessage.InputStream);
    }

    [Test]
    public void Whatever_bytes_come_are_read_or_refused() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(
        ArbMap.Default.ArbFor<(PositiveInt At, byte Value, PositiveInt Length)>(), change =>
        {
            var bytes = Hello.Encode();
            bytes[change.At.Get % bytes.Length] = change.Value;
            Survives(bytes);
            Survives(bytes[..(change.Length.Get % bytes.Length)]);
        }));

    [TestCase(0, 0u, "A header of 0 bytes is not possible in a message of 125.")]
    [TestCase(0, 122u, "A header of 122 bytes is not possible in a message of 125.")]
    [TestCase(0, uint.MaxValue, "A header of 4294967295 bytes is not possible in a message of 125.")]
    [TestCase(116, 4u, "The payload has 5 bytes, not 4 as the header says.")]
    [TestCase(116, uint.MaxValue, "The payload has 5 bytes, not 4294967295 as the header says.")]
    [TestCase(80, 0u, "The payload does not have the digest that the header says.")]
    public void A_wrong_header_is_refused(int offset, uint value, string message)
    {
        var bytes = Hello.Encode();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(offset), value);
        var decode = () => AgentMessage.Decode(bytes);
        decode.Should().Throw<ChannelProtocolException>().WithMessage(message);
    }

    private static void Survives(byte[] bytes)
    {
        try
        {
            AgentMessage.Decode(bytes).Payload.Length.Should().BeLessThanOrEqualTo(bytes.Length);
        }
        catch (ChannelProtocolException error)
        {
            error.Message.Should().NotBeEmpty();
        }
    }

    private static string Hex(byte[] bytes, int offset, int count) => string.Concat(bytes.Skip(offset).Take(count).Select(each => each.ToString("X2", CultureInfo.InvariantCulture)));
}

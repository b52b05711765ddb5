using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Documents;
using Amazon.Runtime.Internal.Util;

namespace Workbook.Sdk.Runtime;

/// <summary>Finds how a C# type looks in JSON.</summary>
internal static class JsonValues
{
    private static readonly Dictionary<Type, object> Scalars = new()
    {
        [typeof(string)] = new JsonScalar<string?>((to, value) => to.WriteStringValue(value), from => from.ToString()),
        [typeof(MemoryStream)] = new JsonScalar<MemoryStream>((to, value) => to.WriteBase64StringValue(value.ToArray()), from => new(from.GetBytesFromBase64())),
        [typeof(Document)] = new JsonScalar<Document>(WriteDocument, ReadDocument, value => !value.IsNull()),
        [typeof(int)] = new JsonScalar<int>((to, value) => to.WriteNumberValue(value), from => from.GetInt32()),
        [typeof(int?)] = new JsonScalar<int?>((to, value) => to.WriteNumberValue(value!.Value), from => from.GetInt32()),
        [typeof(long)] = new JsonScalar<long>((to, value) => to.WriteNumberValue(value), from => from.GetInt64()),
        [typeof(long?)] = new JsonScalar<long?>((to, value) => to.WriteNumberValue(value!.Value), from => from.GetInt64()),
        [typeof(float)] = new JsonScalar<float>((to, value) => WriteReal(to, value), from => (float)ReadReal(from)),
        [typeof(float?)] = new JsonScalar<float?>((to, value) => WriteReal(to, value!.Value), from => (float)ReadReal(from)),
        [typeof(double)] = new JsonScalar<double>(WriteReal, ReadReal),
        [typeof(double?)] = new JsonScalar<double?>((to, value) => WriteReal(to, value!.Value), from => ReadReal(from)),
        [typeof(bool)] = new JsonScalar<bool>((to, value) => to.WriteBooleanValue(value), from => from.GetBoolean()),
        [typeof(bool?)] = new JsonScalar<bool?>((to, value) => to.WriteBooleanValue(value!.Value), from => from.GetBoolean()),
        [typeof(DateTime)] = new JsonScalar<DateTime>(WriteTime, ReadTime),
        [typeof(DateTime?)] = new JsonScalar<DateTime?>((to, value) => WriteTime(to, value!.Value), from => ReadTime(from)),
    };

    public static object For(Type type)
    {
        if (Scalars.TryGetValue(type, out var scalar)) return scalar;
        if (type.IsAssignableTo(typeof(ConstantClass))) return Make(typeof(JsonEnum<>), type);
        if (type.IsAssignableTo(typeof(IShape))) return Make(typeof(JsonStructure<>), type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>)) return Make(typeof(JsonList<>), type.GenericTypeArguments[0]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>)) return Make(typeof(JsonMap<>), type.GenericTypeArguments[1]);
        throw new NotSupportedException($"{type} has no JSON form.");
    }

    private static object Make(Type definition, Type argument) => Activator.CreateInstance(definition.MakeGenericType(argument))!;

    // JSON has no number for NaN and the infinities; AWS writes their names.
    private static void WriteReal(Utf8JsonWriter to, double value)
    {
        if (double.IsFinite(value)) to.WriteNumberValue(value);
        else to.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private static double ReadReal(JsonElement from) =>
        from.ValueKind == JsonValueKind.String ? double.Parse(from.GetString()!, CultureInfo.InvariantCulture) : from.GetDouble();

    // Whole seconds, as the official clients send.
    private static void WriteTime(Utf8JsonWriter to, DateTime value) => to.WriteRawValue(StringUtils.FromDateTimeToUnixTimestamp(value));

    private static DateTime ReadTime(JsonElement from) => from.ValueKind == JsonValueKind.Number
        ? DateTime.UnixEpoch.AddTicks((long)(from.GetDecimal() * TimeSpan.TicksPerSecond))
        : DateTime.Parse(from.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private static void WriteDocument(Utf8JsonWriter to, Document value)
    {
        switch (value.Type)
        {
            case DocumentType.Null: to.WriteNullValue(); break;
            case DocumentType.Bool: to.WriteBooleanValue(value.AsBool()); break;
            case DocumentType.Int: to.WriteNumberValue(value.AsInt()); break;
            case DocumentType.Long: to.WriteNumberValue(value.AsLong()); break;
            case DocumentType.Double: to.WriteNumberValue(value.AsDouble()); break;
            case DocumentType.String: to.WriteStringValue(value.AsString()); break;
            case DocumentType.List:
                to.WriteStartArray();
                foreach (var item in value.AsList()) WriteDocument(to, item);
                to.WriteEndArray();
                break;
            case DocumentType.Dictionary:
                to.WriteStartObject();
                foreach (var (key, item) in value.AsDictionary())
                {
                    to.WritePropertyName(key);
                    WriteDocument(to, item);
                }
                to.WriteEndObject();
                break;
            default: throw new NotSupportedException($"A document of type {value.Type} has no JSON form.");
        }
    }

    private static Document ReadDocument(JsonElement from) => from.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => new Document(from.GetBoolean()),
        JsonValueKind.String => new Document(from.GetString()),
        JsonValueKind.Number when from.TryGetInt32(out var number) => new Document(number),
        JsonValueKind.Number when from.TryGetInt64(out var number) => new Document(number),
        JsonValueKind.Number => new Document(from.GetDouble()),
        JsonValueKind.Array => new Document(from.EnumerateArray().Select(ReadDocument).ToList()),
        JsonValueKind.Object => new Document(from.EnumerateObject().ToDictionary(entry => entry.Name, entry => ReadDocument(entry.Value))),
        _ => default,
    };
}

/// <summary>An enum, whose known values are the class's own constants and whose unknown values are kept.</summary>
internal sealed class JsonEnum<T> : JsonValue<T> where T : ConstantClass
{
    private readonly Func<string?, T> _find = typeof(T).GetMethod("FindValue")!.CreateDelegate<Func<string?, T>>();

    public override void Write(JsonMembersWriter to, T value) => to.Json.WriteStringValue(value.Value);

    public override T Read(JsonElement from) => _find(from.GetString());
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.State.Json;

/// <summary>
/// How entities are written to disk. Members have their C# names, absent ones are left out, and enums are written by
/// name, so that neither reordering nor a new member with a default needs another format.
/// </summary>
internal static class EntityJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Computed members, such as keys, would only be two truths of one thing.
        IgnoreReadOnlyProperties = true,
        // Strict in what is read: a member that nobody knows is data that would be lost with the next write.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        // No browser ever sees it; people with a database tool do.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new ValueListConverter(), new ValueMapConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireParameters, RefuseNulls } },
    };

    public static byte[] Write(object entity) => JsonSerializer.SerializeToUtf8Bytes(entity, entity.GetType(), Options);

    /// <exception cref="JsonException">It is not what <see cref="Write"/> wrote.</exception>
    public static object Read(EntityKind kind, ReadOnlySpan<byte> json) => Read(Entities.TypeOf(kind), json);

    /// <exception cref="JsonException">It is not what <see cref="Write"/> wrote.</exception>
    internal static object Read(Type type, ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, type, Options) ?? throw new JsonException("There is nothing but null.");

    /// <summary>
    /// Without it a record's missing parameter would quietly become null or 0. Nullable ones may be missing, as nulls are
    /// left out. Structs are made without their constructor; all they have counts as a parameter.
    /// </summary>
    private static void RequireParameters(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { IsNullable: false } || (type.Type.IsValueType && !property.IsSetNullable))
                property.IsRequired = true;
        }
    }

    /// <summary>
    /// Without it a null where none may be would be left out as any other null, and come back as something else or, worse,
    /// make the file unreadable.
    /// </summary>
    private static void RefuseNulls(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property is { IsGetNullable: false, Set: not null }) property.ShouldSerialize = static (_, _) => true;
        }
    }
}

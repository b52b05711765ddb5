using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Engine.Metrics;

/// <summary>
/// Samples in <c>metrics.db</c>, a SQLite database in the data folder, in the order in which they came: reading them again gives the same data
/// points. One thread at a time may use it.
/// </summary>
internal sealed class MetricFile : IDisposable
{
    // The letters ECSM.
    private static readonly SqliteFormat Format = new(
        0x4543534D,
        1,
        """
        CREATE TABLE metrics (id INTEGER PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, metric TEXT NOT NULL, UNIQUE (account, region, metric));
        CREATE TABLE samples (
            metric INTEGER NOT NULL, at INTEGER NOT NULL, high INTEGER NOT NULL,
            count REAL NOT NULL, sum REAL NOT NULL, least REAL NOT NULL, greatest REAL NOT NULL, vals BLOB);
        """);

    private readonly SqliteFile _file;
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly SqliteCommand _name, _add;

    private MetricFile(SqliteFile file)
    {
        _file = file;
        _name = file.Command("INSERT INTO metrics (account, region, metric) VALUES ($account, $region, $metric) RETURNING id", "$account", "$region", "$metric");
        _add = file.Command(
            "INSERT INTO samples (metric, at, high, count, sum, least, greatest, vals) VALUES ($metric, $at, $high, $count, $sum, $least, $greatest, $vals)",
            "$metric", "$at", "$high", "$count", "$sum", "$least", "$greatest", "$vals");
    }

    public string Path => _file.Path;

    /// <summary>Opens it, and makes it where there is none.</summary>
    /// <exception cref="IOException">It is damaged, of another version, or not a workbook's.</exception>
    public static MetricFile Open(string folder)
    {
        var path = PathIn(folder);
        Directory.CreateDirectory(folder);
        // For its owner only; SQLite would make it for all to read.
        OwnFile.Open(path, FileShare.ReadWrite).Dispose();
        return new(SqliteFile.Open(path, Format));
    }

    /// <summary>Deletes it unread.</summary>
    public static void Delete(string folder) => SqliteFile.Delete(PathIn(folder));

    /// <summary>All samples, in the order in which they came.</summary>
    public IEnumerable<(AccountRegion Scope, MetricSample Sample)> Read()
    {
        var metrics = new Dictionary<long, (AccountRegion Scope, MetricId Metric, string Unit)>();
        using (var command = _file.Command("SELECT id, account, region, metric FROM metrics"))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                var (scope, text) = (new AccountRegion(reader.GetString(1), reader.GetString(2)), reader.GetString(3));
                var parts = JsonSerializer.Deserialize<string[]>(text)!;
                var dimensions = parts.Skip(3).Chunk(2).Select(pair => new Dimension { Name = pair[0], Value = pair[1] }).ToValueList();
                metrics[reader.GetInt64(0)] = (scope, MetricId.Of(parts[0], parts[1], dimensions), parts[2]);
                _ids[KeyOf(scope, text)] = reader.GetInt64(0);
            }
        }
        using var all = _file.Command("SELECT metric, at, high, count, sum, least, greatest, vals FROM samples ORDER BY rowid");
        using var rows = all.ExecuteReader();
        while (rows.Read())
        {
            var (scope, metric, unit) = metrics[rows.GetInt64(0)];
            var aggregate = new Aggregate(rows.GetDouble(3), rows.GetDouble(4), rows.GetDouble(5), rows.GetDouble(6), rows.IsDBNull(7) ? null : Values(rows.GetFieldValue<byte[]>(7)));
            yield return (scope, new(metric, unit, DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(1)), aggregate, rows.GetInt64(2) != 0));
        }
    }

    /// <summary>Adds all samples or none; they are on disk when it returns.</summary>
    /// <param name="afresh">Instead of all that is there.</param>
    public void Commit(IEnumerable<(AccountRegion Scope, MetricSample Sample)> samples, bool afresh = false)
    {
        try
        {
            _file.Commit(() =>
            {
                if (afresh)
                {
                    _file.Execute("DELETE FROM samples");
                    _file.Execute("DELETE FROM metrics");
                    _ids.Clear();
                }
                foreach (var (scope, sample) in samples) Add(scope, sample);
            });
        }
        catch
        {
            _ids.Clear();
            throw;
        }
    }

    public void Dispose()
    {
        _name.Dispose();
        _add.Dispose();
        _file.Dispose();
    }

    private static string PathIn(string folder) => System.IO.Path.Combine(folder, "metrics.db");

    private void Add(AccountRegion scope, MetricSample sample)
    {
        var (parameters, aggregate) = (_add.Parameters, sample.Aggregate);
        parameters[0].Value = IdOf(scope, sample);
        parameters[1].Value = sample.At.ToUnixTimeMilliseconds();
        parameters[2].Value = sample.IsHighResolution ? 1 : 0;
        parameters[3].Value = aggregate.Count;
        parameters[4].Value = aggregate.Sum;
        parameters[5].Value = aggregate.Minimum;
        parameters[6].Value = aggregate.Maximum;
        parameters[7].Value = aggregate.Values is { } values ? MemoryMarshal.AsBytes<double>(values.Entries.SelectMany(entry => new[] { entry.Value, entry.Count }).ToArray()).ToArray() : DBNull.Value;
        _add.ExecuteNonQuery();
    }

    private long IdOf(AccountRegion scope, MetricSample sample)
    {
        var metric = sample.Metric;
        string[] parts = [metric.Namespace, metric.Name, sample.Unit, .. metric.Dimensions.SelectMany(each => new[] { each.Name!, each.Value! })];
        var text = JsonSerializer.Serialize(parts);
        if (_ids.TryGetValue(KeyOf(scope, text), out var known)) return known;
        _name.Parameters[0].Value = scope.Account;
        _name.Parameters[1].Value = scope.Region;
        _name.Parameters[2].Value = text;
        return _ids[KeyOf(scope, text)] = (long)_name.ExecuteScalar()!;
    }

    private static string KeyOf(AccountRegion scope, string metric) => $"{scope}/{metric}";

    private static ValueDistribution Values(byte[] bytes) => ValueDistribution.Of(MemoryMarshal.Cast<byte, double>(bytes).ToArray().Chunk(2).Select(pair => (pair[0], pair[1])));
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenTracker.Formatting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace GenTracker.Hosting;

/// <summary>
/// Sets the options of a tracker from a section of the configuration, without reflection. A name that the options do not have, a value that is none of its
/// option, and a section without entries are errors: each would be a setting without an effect.
/// </summary>
internal sealed class TrackerOptionsBinder
{
    private const int MaxFailures = 10;
    private const string Time = "a time such as 00:00:30";
    private const string Timeout = Time + ", or Infinite";
    private const string WholeNumber = "a whole number";
    private const string Number = "a number such as 0.5";
    private const string Switch = "true or false";

    private static readonly string[] OptionNames =
    [
        nameof(TrackerOptions.AfterTerminateTimeout),
        nameof(TrackerOptions.Backoff),
        nameof(TrackerOptions.CloseOn),
        nameof(TrackerOptions.LongRunning),
        nameof(TrackerOptions.MaxChildren),
        nameof(TrackerOptions.MaxMetricSeries),
        nameof(TrackerOptions.MaxRestarts),
        nameof(TrackerOptions.RecentExits),
        nameof(TrackerOptions.Restart),
        nameof(TrackerOptions.RestartWindow),
        nameof(TrackerOptions.StartTimeout),
        nameof(TrackerOptions.StopTimeout),
    ];

    private static readonly string[] BackoffNames =
    [
        nameof(RestartBackoff.Factor),
        nameof(RestartBackoff.Initial),
        nameof(RestartBackoff.Jitter),
        nameof(RestartBackoff.Max),
        nameof(RestartBackoff.ResetAfter),
    ];

    private readonly string _tracker;
    private readonly List<string> _failures = [];

    private TrackerOptionsBinder(string tracker) => _tracker = tracker;

    /// <summary>Sets what the section has.</summary>
    /// <exception cref="OptionsValidationException">The section is empty, or has something that is no option.</exception>
    public static void Bind(string tracker, IConfiguration configuration, TrackerOptions options)
    {
        var binder = new TrackerOptionsBinder(tracker);
        binder.BindOptions(configuration, options);
        if (binder._failures.Count > 0)
            throw new OptionsValidationException(tracker, typeof(TrackerOptions), binder._failures.Take(MaxFailures));
    }

    private void BindOptions(IConfiguration configuration, TrackerOptions options)
    {
        IConfigurationSection[] entries = [.. configuration.GetChildren()];
        string section = configuration is IConfigurationSection { Path: var path } ? $"the configuration section {path}" : "the whole configuration";
        if (entries.Length == 0)
            Fail($"{section} does not exist or is empty. Give AddTracker the tracker's section, or none");
        foreach (IConfigurationSection entry in entries)
        {
            switch (FindName(OptionNames, entry.Key))
            {
                case nameof(TrackerOptions.AfterTerminateTimeout):
                    options.AfterTerminateTimeout = ReadTimeout(entry, options.AfterTerminateTimeout);
                    break;
                case nameof(TrackerOptions.Backoff):
                    options.Backoff = ReadBackoff(entry, options.Backoff);
                    break;
                case nameof(TrackerOptions.CloseOn):
                    options.CloseOn = ReadName(entry, options.CloseOn);
                    break;
                case nameof(TrackerOptions.LongRunning):
                    options.LongRunning = ReadSwitch(entry, options.LongRunning);
                    break;
                case nameof(TrackerOptions.MaxChildren):
                    options.MaxChildren = ReadInteger(entry, options.MaxChildren);
                    break;
                case nameof(TrackerOptions.MaxMetricSeries):
                    options.MaxMetricSeries = ReadInteger(entry, options.MaxMetricSeries);
                    break;
                case nameof(TrackerOptions.MaxRestarts):
                    options.MaxRestarts = ReadInteger(entry, options.MaxRestarts);
                    break;
                case nameof(TrackerOptions.RecentExits):
                    options.RecentExits = ReadInteger(entry, options.RecentExits);
                    break;
                case nameof(TrackerOptions.Restart):
                    options.Restart = ReadName(entry, options.Restart);
                    break;
                case nameof(TrackerOptions.RestartWindow):
                    options.RestartWindow = ReadTime(entry, options.RestartWindow);
                    break;
                case nameof(TrackerOptions.StartTimeout):
                    options.StartTimeout = ReadTimeout(entry, options.StartTimeout);
                    break;
                case nameof(TrackerOptions.StopTimeout):
                    options.StopTimeout = ReadTimeout(entry, options.StopTimeout);
                    break;
                default:
                    FailUnknown(section, entry, OptionNames);
                    break;
            }
        }
    }

    private RestartBackoff ReadBackoff(IConfigurationSection section, RestartBackoff backoff)
    {
        if (section.Value is { } value)
            Fail($"{section.Path} is \"{UserText.Format(value)}\"; it must be a section with {JoinNames(BackoffNames, "and")}");
        foreach (IConfigurationSection entry in section.GetChildren())
        {
            switch (FindName(BackoffNames, entry.Key))
            {
                case nameof(RestartBackoff.Factor):
                    backoff = backoff with { Factor = ReadNumber(entry, backoff.Factor) };
                    break;
                case nameof(RestartBackoff.Initial):
                    backoff = backoff with { Initial = ReadTime(entry, backoff.Initial) };
                    break;
                case nameof(RestartBackoff.Jitter):
                    backoff = backoff with { Jitter = ReadNumber(entry, backoff.Jitter) };
                    break;
                case nameof(RestartBackoff.Max):
                    backoff = backoff with { Max = ReadTime(entry, backoff.Max) };
                    break;
                case nameof(RestartBackoff.ResetAfter):
                    backoff = backoff with { ResetAfter = ReadTime(entry, backoff.ResetAfter) };
                    break;
                default:
                    FailUnknown($"the configuration section {section.Path}", entry, BackoffNames);
                    break;
            }
        }

        return backoff;
    }

    private TimeSpan ReadTimeout(IConfigurationSection entry, TimeSpan present) =>
        string.Equals(entry.Value, "Infinite", StringComparison.OrdinalIgnoreCase)
            ? System.Threading.Timeout.InfiniteTimeSpan
            : Read(entry, present, Timeout, ParseTime);

    private TimeSpan ReadTime(IConfigurationSection entry, TimeSpan present) => Read(entry, present, Time, ParseTime);

    private bool ReadSwitch(IConfigurationSection entry, bool present) => Read(entry, present, Switch, static text =>
        bool.TryParse(text, out bool value) ? value : null);

    private int ReadInteger(IConfigurationSection entry, int present) => Read(entry, present, WholeNumber, static text =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : null);

    private double ReadNumber(IConfigurationSection entry, double present) => Read(entry, present, Number, static text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null);

    private TEnum ReadName<TEnum>(IConfigurationSection entry, TEnum present)
        where TEnum : struct, Enum
    {
        string[] names = Enum.GetNames<TEnum>();
        return Read(entry, present, JoinNames(names, "or"), text => FindName(names, text) is { } name ? Enum.Parse<TEnum>(name) : null);
    }

    /// <summary>Reads one value. An entry that is null in the configuration says nothing, so the present value stays.</summary>
    private T Read<T>(IConfigurationSection entry, T present, string expected, Func<string, T?> parse)
        where T : struct
    {
        bool isSection = entry.GetChildren().Any();
        if (entry.Value is not { } text)
        {
            if (isSection)
                Fail($"{entry.Path} is a section; it must be {expected}");
            return present;
        }

        if (!isSection && parse(text) is { } value)
            return value;
        Fail($"{entry.Path} is \"{UserText.Format(text)}\"; it must be {expected}");
        return present;
    }

    // A number alone would be taken for days, and whoever writes it means seconds.
    private static TimeSpan? ParseTime(string text) =>
        text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan value) ? value : null;

    private static string? FindName(string[] names, string name) =>
        Array.Find(names, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));

    private static string JoinNames(string[] names, string conjunction) => $"{string.Join(", ", names[..^1])} {conjunction} {names[^1]}";

    private void FailUnknown(string section, IConfigurationSection entry, string[] names) =>
        Fail($"{section} has {UserText.Format(entry.Key)}, which is no option. The options are {JoinNames(names, "and")}");

    private void Fail(string message) => _failures.Add($"Tracker {_tracker}: {message}.");
}

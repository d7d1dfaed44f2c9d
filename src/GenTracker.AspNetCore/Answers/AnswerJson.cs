using System.Text.Json.Serialization;

namespace GenTracker.AspNetCore.Answers;

/// <summary>How answers are written. The last types are those of the values of attributes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(TrackersAnswer))]
[JsonSerializable(typeof(TrackerAnswer))]
[JsonSerializable(typeof(ChildrenAnswer))]
[JsonSerializable(typeof(ExitsAnswer))]
[JsonSerializable(typeof(KeyAnswer))]
[JsonSerializable(typeof(StopAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string))]
internal sealed partial class AnswerJson : JsonSerializerContext;

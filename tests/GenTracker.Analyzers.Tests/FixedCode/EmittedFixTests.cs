using System.Globalization;

namespace GenTracker.Analyzers.Tests.FixedCode;

/// <summary>No fix gives code that does not compile. Each is applied in many places, and the result is compiled down to the bytes.</summary>
public class EmittedFixTests
{
    private static readonly int Count = Read("GENTRACKER_PLACES", 4);

    private static readonly int Seed = Read("GENTRACKER_SEED", 1);

    public static IEnumerable<object[]> Numbers => Misuse.All.Index().Select(static misuse => new object[] { misuse.Index, misuse.Item.Text });

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Fixed_code_compiles_in_any_place(int number, string text)
    {
        IEnumerable<string> files = Misuse.All[number].Place(Count, Seed + number).Select(FixedDocuments.File);

        FixedDocuments result = await FixedDocuments.CreateAsync(Places.Environment, files);

        Assert.True(result.Changed.Count > 0, $"no fix is offered anywhere for {text}");
        IEnumerable<string> errors = await result.FindErrorsAsync();
        Assert.True(!errors.Any(), string.Join("\n\n", errors.Prepend($"{errors.Count()} of {result.Changed.Count} fixed files do not compile:")));
    }

    [Fact]
    public async Task Fixed_declarations_compile_in_any_class()
    {
        FixedDocuments result = await FixedDocuments.CreateAsync(Places.Environment, WrongMembers.All(Seed).Select(FixedDocuments.File), mustCompile: false);

        Assert.True(result.Changed.Count > 100, $"only {result.Changed.Count} are fixed");
        IEnumerable<string> errors = await result.FindErrorsAsync();
        Assert.True(!errors.Any(), string.Join("\n\n", errors.Prepend($"{errors.Count()} of {result.Changed.Count} fixed files do not compile:")));
    }

    private static int Read(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}

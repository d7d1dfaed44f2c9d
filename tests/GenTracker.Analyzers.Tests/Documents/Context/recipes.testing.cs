using System.Reflection;
using Xunit;

public static class Check
{
    /// <summary>Runs the page's tests as xunit does: each with an object of its own.</summary>
    public static async Task RunAsync()
    {
        MethodInfo[] tests = [.. typeof(MailboxTests).GetMethods().Where(static method => method.GetCustomAttribute<FactAttribute>() is not null)];
        Assert.Equal(6, tests.Length);
        foreach (MethodInfo test in tests)
        {
            if (test.Invoke(new MailboxTests(), []) is Task running) await running;
        }
    }
}

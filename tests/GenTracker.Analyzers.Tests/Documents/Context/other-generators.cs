global using Acme;
global using static Given;

public static class Given
{
    public static WebApplication app { get; } = WebApplication.CreateBuilder().Build();
}

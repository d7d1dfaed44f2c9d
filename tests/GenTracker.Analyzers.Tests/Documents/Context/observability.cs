global using static Given;

public static class Given
{
    public static WebApplicationBuilder builder { get; } = WebApplication.CreateBuilder();
}

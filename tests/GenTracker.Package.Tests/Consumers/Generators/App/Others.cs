using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Acme.Rooms;
using CommunityToolkit.Mvvm.ComponentModel;
using CommunityToolkit.Mvvm.Input;
using GenTracker;
using Halls;
using Microsoft.Extensions.Options;

namespace Acme;

/// <summary>The generator of System.Text.Json.</summary>
[JsonSerializable(typeof(Room))]
[JsonSerializable(typeof(RoomAttrs?))]
[JsonSerializable(typeof(RoomTracker))]
[JsonSerializable(typeof(Hall))]
[JsonSerializable(typeof(HallAttrs?))]
[JsonSerializable(typeof(IReadOnlyList<ChildInfo<string, Hall>>))]
internal sealed partial class AppJson : JsonSerializerContext;

/// <summary>The generators of the configuration binder and of validators of options.</summary>
public sealed class RoomOptions
{
    /// <summary>How many may come in.</summary>
    [Range(1, 10)]
    public int Seats { get; set; }
}

/// <inheritdoc/>
[OptionsValidator]
public sealed partial class RoomOptionsValidator : IValidateOptions<RoomOptions>;

/// <summary>The generator of the MVVM Toolkit.</summary>
public sealed partial class RoomViewModel(Room room) : ObservableObject
{
    /// <summary>What a view shows.</summary>
    [ObservableProperty] public partial int Guests { get; private set; }

    [RelayCommand]
    private void Refresh() => Guests = room.Guests;
}

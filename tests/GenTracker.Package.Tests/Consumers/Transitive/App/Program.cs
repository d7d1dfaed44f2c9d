using Library;

await using var rooms = new RoomTracker();
Room room = await rooms.FindOrOpenAsync("blue");
room.Guests += 1;
room.IncrementGuests(2);
Console.WriteLine($"{room.Sign}: {rooms.Find("blue")?.ReadAttrs().Guests} guests");

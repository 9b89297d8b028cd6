package com.trulybot.integrations.app.demo;

import java.util.List;
import java.util.Locale;

/** Someone made up, who orders in the demo's stores. */
record Shopper(
        String firstName, String lastName, String email, String phone, String street, String city, String postcode) {
    private static final List<String> NAMES = List.of(
            "Alice Anderson",
            "Bob O'Brien",
            "Chloé Martin",
            "Dmitri Sokolov",
            "Emma Fischer",
            "Farah Haddad",
            "Giulia Rossi",
            "Hana Suzuki",
            "Ivan Horvat",
            "José Núñez",
            "Kofi Mensah",
            "Lena Nowak",
            "Mateo García",
            "Nora Lindqvist",
            "Omar Aziz",
            "Priya Sharma",
            "Quinn Murphy",
            "Rosa Silva",
            "Sven Dahl",
            "Tara Byrne");

    private static final List<String> CITIES =
            List.of("New York 10001", "Albany 12207", "Buffalo 14201", "Ithaca 14850", "Syracuse 13202");

    /** The same one for the same number; Alice has 1001. */
    static Shopper of(int orderNumber) {
        int which = Math.floorMod(orderNumber - 1001, NAMES.size());
        String[] name = NAMES.get(which).split(" ", 2);
        String[] city = CITIES.get(which % CITIES.size()).split(" (?=[0-9])", 2);
        return new Shopper(
                name[0],
                name[1],
                Plain.of(name[0]).toLowerCase(Locale.ROOT) + "@example.com",
                "+1 212 555 01" + (10 + which),
                (which + 3) + " Elm St",
                city[0],
                city[1]);
    }

    String name() {
        return firstName + " " + lastName;
    }
}

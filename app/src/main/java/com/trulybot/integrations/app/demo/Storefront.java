package com.trulybot.integrations.app.demo;

import java.util.List;

/** A shop's only page: a few things to buy, the chat, and what to ask it. Loads nothing from elsewhere. */
final class Storefront {
    /** A tile: a name, a price, two colours and the outline of a picture. */
    record Tile(String name, String price, String light, String dark, String outline) {}

    static final List<Tile> MUGS = List.of(
            new Tile(
                    "Blue Mug",
                    "$12.50",
                    "#dbe7ff",
                    "#3b5bdb",
                    "M60 50h60v70a16 16 0 0 1-16 16H76a16 16 0 0 1-16-16zm60 14h14a14 14 0 0 1 0 44h-14"),
            new Tile(
                    "T-Shirt",
                    "$19.99",
                    "#d9f2e4",
                    "#2b8a5b",
                    "M70 46l20 10 20-10 32 18-12 26-14-6v56H64V84l-14 6-12-26z"),
            new Tile("Gift Card", "$25.00", "#ffe9d1", "#c2571a", "M40 62h100v68H40zm0 22h100M90 62v68"),
            new Tile("Tea Tin", "$9.00", "#f1e2f7", "#7b3f98", "M58 66h64v70H58zm6-16h52v16H64z"));

    static final List<Tile> CLOTH = List.of(
            new Tile(
                    "Linen Shirt",
                    "$39.00",
                    "#e6eef2",
                    "#33658a",
                    "M70 46l20 10 20-10 32 18-12 26-14-6v56H64V84l-14 6-12-26zM90 56v84"),
            new Tile("Canvas Tote", "$18.50", "#f4ecd8", "#8a6d1f", "M54 70h72l8 68H46zm18 0a18 18 0 0 1 36 0"),
            new Tile("Wool Socks", "$12.00", "#fbe0e0", "#b23a48", "M76 44h28v54l26 22a12 12 0 0 1-14 20l-40-24z"),
            new Tile(
                    "Rain Jacket",
                    "$89.90",
                    "#dff3f1",
                    "#1c7c7d",
                    "M74 44h32l34 24-14 26-12-6v52H66V88l-12 6-14-26zM90 44v96"));

    static final List<Tile> BOOKS = List.of(
            new Tile(
                    "Sea Stories",
                    "$14.00",
                    "#dcecf7",
                    "#1d5b84",
                    "M52 46h60a12 12 0 0 1 12 12v76H64a12 12 0 0 1-12-12z"),
            new Tile("Field Notes", "$8.50", "#e4f0d9", "#4c7a22", "M56 44h70v92H56zm14 0v92m14-70h28m-28 18h28"),
            new Tile(
                    "Old Maps",
                    "$27.00",
                    "#f6e7d0",
                    "#8f5a14",
                    "M44 56l30-10 32 10 30-10v80l-30 10-32-10-30 10zm30-10v80m32-70v80"),
            new Tile("Bookmark", "$3.20", "#f3dfee", "#8a2f72", "M76 40h30v96l-15-14-15 14z"));

    static final List<Tile> POTS = List.of(
            new Tile("Small Pot", "$11.00", "#f5e3d8", "#9a4a1c", "M58 66h64l-8 68H66zm-6-14h76v14H52z"),
            new Tile(
                    "Fern",
                    "$16.00",
                    "#dff2e0",
                    "#2d7a3b",
                    "M90 140V70m0 30c-26 0-36-14-38-34 24 0 36 12 38 34zm0-10c22 0 32-12 34-30-22 0-32 10-34 30z"),
            new Tile(
                    "Watering Can",
                    "$22.00",
                    "#dde9f5",
                    "#2f5d94",
                    "M58 70h48v64H58zm48 14l30-18M58 84c-24 0-24 40 0 40"),
            new Tile("Seeds", "$4.10", "#f8f0cf", "#87700f", "M62 44h56v92H62zm0 24h56"));

    private Storefront() {}

    /**
     * A shop's page.
     *
     * @param connect where its owner connects it; empty where it is connected already
     */
    static String page(String name, String platform, String api, String user, List<Tile> tiles, String connect) {
        StringBuilder products = new StringBuilder();
        for (Tile tile : tiles) {
            products.append(TILE.formatted(tile.light(), tile.outline(), tile.dark(), tile.name(), tile.price()));
        }
        StringBuilder tries = new StringBuilder();
        for (int number = 1001; number <= 1006; number++) {
            tries.append("<tr><td>%d</td><td>%s</td></tr>%n"
                    .formatted(number, Shopper.of(number).email()));
        }
        return PAGE.replace("{name}", name)
                .replace("{platform}", platform)
                .replace("{api}", api)
                .replace("{user}", user)
                .replace("{owner}", connect.isEmpty() ? "" : OWNER.replace("{connect}", connect))
                .replace("{products}", products)
                .replace("{tries}", tries);
    }

    private static final String TILE = """
            <li><svg viewBox="0 0 180 180" role="presentation"><rect width="180" height="180" rx="14" fill="%s"/><path d="%s" fill="none" stroke="%s" stroke-width="6" stroke-linejoin="round"/></svg>
            <h3>%s</h3><p>%s</p></li>
            """;

    private static final String OWNER = """
            <aside>
            <h2>This shop is not connected yet</h2>
            <p>You are its owner, too: <a id="connect" href="{connect}">connect it to TrulyBot</a>, and the chat answers
            here as well.</p>
            </aside>
            """;

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{name}</title>
            <link rel="icon" href="data:,">
            <style>
            :root { color-scheme: light dark; --ink: #1d2530; --paper: #fffdf9; --line: #d9d4c9; --soft: #6a6459 }
            @media (prefers-color-scheme: dark) { :root { --ink: #f2efe8; --paper: #17191d; --line: #3a3d44; --soft: #b5b0a6 } }
            body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 Georgia, serif }
            header, main { max-width: 62rem; margin: 0 auto; padding: 1.5rem }
            header { border-bottom: 1px solid var(--line) }
            h1 { margin: 0; font-weight: 600; letter-spacing: .02em }
            header p, li p { margin: 0; color: var(--soft) }
            ul { list-style: none; padding: 0; display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)) }
            svg { width: 100%; height: auto; display: block }
            h3 { margin: .6rem 0 0; font-size: 1.05rem }
            aside { border: 1px solid var(--line); border-radius: .8rem; padding: 1rem 1.25rem; margin-top: 2rem }
            aside h2 { margin: 0 0 .25rem; font-size: 1.1rem }
            table { border-collapse: collapse }
            th, td { text-align: start; padding: .15rem 1.5rem .15rem 0 }
            </style>
            </head>
            <body>
            <header><h1>{name}</h1><p>A made-up shop on your own machine</p></header>
            <main>
            <ul>
            {products}</ul>
            {owner}<aside>
            <h2>Ask the chat: “Where is my order 1001?”</h2>
            <p>Then prove it with the e-mail address. A wrong pair is told nothing.</p>
            <table>
            <thead><tr><th scope="col">Order</th><th scope="col">E-mail</th></tr></thead>
            <tbody>
            {tries}</tbody>
            </table>
            </aside>
            </main>
            <script async src="{api}/api/widget/{platform}.js" data-user="{user}"></script>
            </body>
            </html>
            """;
}

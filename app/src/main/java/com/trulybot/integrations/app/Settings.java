package com.trulybot.integrations.app;

import static com.trulybot.integrations.app.Setting.*;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The settings in force. Made by {@link #read}, so what is here has been checked. */
final class Settings {
    private final Sources sources;

    private Settings(Sources sources) {
        this.sources = sources;
    }

    /**
     * Checks all settings.
     *
     * @param prefixes what the settings of adapters found outside begin with, such as {@code BIGCOMMERCE_}
     * @throws SettingsException with all that is wrong, not just the first
     */
    static Settings read(Sources sources, Set<String> prefixes) {
        Settings settings = new Settings(sources);
        List<String> problems = settings.problems(prefixes);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }

    private List<String> problems(Set<String> prefixes) {
        List<String> problems = new ArrayList<>(sources.problems(prefixes));
        for (Setting setting : Setting.values()) {
            sources.find(setting.name()).ifPresent(given -> {
                try {
                    setting.check(given.text());
                } catch (IllegalArgumentException e) {
                    problems.add(setting.name() + " (from the " + given.from() + "): " + e.getMessage());
                }
            });
        }
        problems.addAll(contradictions());
        return problems;
    }

    private List<String> contradictions() {
        List<String> problems = new ArrayList<>();
        if (given(ENCRYPTION_KEY) && given(ENCRYPTION_KEY_FILE)) {
            problems.add("ENCRYPTION_KEY, ENCRYPTION_KEY_FILE: both are set; remove one of them");
        }
        if (given(DATABASE_URL) && !given(ENCRYPTION_KEY) && !given(ENCRYPTION_KEY_FILE)) {
            problems.add(
                    "ENCRYPTION_KEY: required with DATABASE_URL, and must stay the same for that database; make one"
                            + " with: openssl rand -base64 32");
        }
        if (given(DATABASE_READ_URL) && !given(DATABASE_URL)) {
            problems.add("DATABASE_READ_URL: needs DATABASE_URL beside it, the database that is written to");
        }
        if (!text(PORT).equals("0") && text(PORT).equals(text(MANAGEMENT_PORT))) {
            problems.add("MANAGEMENT_PORT: is the same as PORT; give it another number");
        }
        if (given(SHOPIFY_API_KEY) != given(SHOPIFY_API_SECRET)) {
            problems.add("SHOPIFY_API_KEY, SHOPIFY_API_SECRET: one is set without the other; set both or none");
        }
        return problems;
    }

    /**
     * What serving needs beyond the rest.
     *
     * @throws SettingsException when merchants could not be told apart
     */
    Settings forServing() {
        if (!given(AUTH_JWT_SECRET) && !given(AUTH_JWKS_URL)) {
            throw new SettingsException(List.of(
                    "AUTH_JWT_SECRET, AUTH_JWKS_URL: neither is set, so no merchant could sign in. Set AUTH_JWT_SECRET to"
                            + " the secret that signs your merchants' tokens (on Supabase: Settings, API, JWT Secret), or"
                            + " AUTH_JWKS_URL to the address of the keys. Just looking? Run: trulybot demo"));
        }
        return this;
    }

    private boolean given(Setting setting) {
        return sources.find(setting.name()).isPresent();
    }

    /** The value in force; empty when the setting is not set and has no default. */
    Optional<String> find(Setting setting) {
        return sources.find(setting.name())
                .map(Sources.Given::text)
                .or(setting::fallback)
                .map(value -> setting == PUBLIC_URL ? value.replace("$PORT", text(PORT)) : value);
    }

    /** The value in force of a setting that has a default. */
    String text(Setting setting) {
        return find(setting).orElseThrow();
    }

    int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    Path path(Setting setting) {
        return Path.of(text(setting));
    }

    /** The parts of a comma-separated value; empty when not set. */
    List<String> list(Setting setting) {
        return find(setting).map(Check::list).orElse(List.of());
    }

    /** An adapter's setting by its whole name: one of ours with its default, or one that only the adapter knows. */
    Optional<String> platformSetting(String name) {
        for (Setting setting : Setting.values()) {
            if (setting.name().equals(name)) {
                return find(setting);
            }
        }
        return sources.find(name).map(Sources.Given::text);
    }

    /** All that is in force, one {@code NAME = value (source)} a line, secrets masked. */
    String inForce() {
        StringBuilder lines = new StringBuilder();
        for (Setting setting : Setting.values()) {
            String value = find(setting).map(setting::masked).orElse("(not set)");
            String from = sources.find(setting.name()).map(Sources.Given::from).orElse("default");
            lines.append(String.format(Locale.ROOT, "%-28s= %s  (%s)%n", setting.name(), value, from));
        }
        return lines.toString();
    }

    /** The table of {@code docs/settings.md}. */
    static String markdown() {
        StringBuilder table = new StringBuilder("| name | default | meaning |\n| --- | --- | --- |\n");
        for (Setting setting : Setting.values()) {
            String fallback = setting.fallback().map(value -> "`" + value + "`").orElse("–");
            table.append("| `%s` | %s | %s |\n".formatted(setting.name(), fallback, setting.meaning()));
        }
        return table.toString();
    }

    /** Names no value: some are secret. */
    @Override
    public String toString() {
        return "Settings";
    }
}

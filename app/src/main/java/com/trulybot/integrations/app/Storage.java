package com.trulybot.integrations.app;

import static com.trulybot.integrations.app.Setting.DATABASE_URL;
import static com.trulybot.integrations.app.Setting.DATA_DIR;
import static com.trulybot.integrations.app.Setting.ENCRYPTION_KEY;
import static com.trulybot.integrations.app.Setting.ENCRYPTION_KEY_FILE;

import com.trulybot.integrations.persistence.Database;
import com.trulybot.integrations.persistence.DatabaseSettings;
import com.trulybot.integrations.persistence.Encryption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** The database, and what is encrypted in it. */
record Storage(Database database, Encryption encryption) {
    /**
     * Opens it to serve: an embedded database is ours alone.
     *
     * @throws IOException saying how to mend it, when a file, a folder or the embedded database can't be used
     * @throws IllegalStateException saying how to mend it, when the database can't be used
     */
    static Storage open(Settings settings, Parts parts) throws IOException {
        Optional<String> external = settings.find(DATABASE_URL);
        return open(
                settings,
                external.isPresent()
                        ? external.get()
                        : parts.add(EmbeddedPostgres.start(settings.path(DATA_DIR)))
                                .url(),
                parts);
    }

    /** Opens it for a command, beside a server that may have it open. */
    static Storage join(Settings settings, Parts parts) throws IOException {
        Optional<String> external = settings.find(DATABASE_URL);
        return open(
                settings,
                external.isPresent() ? external.get() : EmbeddedPostgres.join(settings.path(DATA_DIR), parts),
                parts);
    }

    private static Storage open(Settings settings, String url, Parts parts) throws IOException {
        Database database = parts.add(Database.open(DatabaseSettings.parse(url)));
        return new Storage(database, Encryption.open(database, key(settings)));
    }

    private static byte[] key(Settings settings) throws IOException {
        Optional<String> given = settings.find(ENCRYPTION_KEY);
        if (given.isPresent()) {
            return Base64.getDecoder().decode(given.get());
        }
        Optional<String> file = settings.find(ENCRYPTION_KEY_FILE);
        String text = file.isPresent()
                ? Files.readString(Path.of(file.get()))
                : SecretFile.readOrMake(settings.path(DATA_DIR).resolve("encryption.key"));
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("the encryption key's file does not hold base64 of 32 bytes", e);
        }
    }
}

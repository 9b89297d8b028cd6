package com.trulybot.integrations.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Encrypts what must not be read in the database or in Redis: AES-256-GCM by Tink, with a fresh nonce each time. The
 * keyset is kept in the database, encrypted with the key-encryption key; the key-encryption key is kept nowhere.
 */
public final class Encryption {
    private static final int KEY_BYTES = 32;
    private static final byte[] KEYSET_CONTEXT = "trulybot-integrations-keyset".getBytes(UTF_8);
    /** Any number that no one else uses for an advisory lock. */
    private static final long LOCK = 0x7472756c79626f74L;

    private final Aead aead;
    private final Pseudonyms pseudonyms;

    private Encryption(Aead aead, Pseudonyms pseudonyms) {
        this.aead = aead;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Opens the database's keyset, and makes it when there is none. Of several nodes that start at once, one makes it.
     *
     * @param keyEncryptionKey 32 bytes
     * @throws IllegalArgumentException when it has another length
     * @throws IllegalStateException when the keyset was encrypted with another key
     */
    public static Encryption open(Database database, byte[] keyEncryptionKey) {
        if (keyEncryptionKey.length != KEY_BYTES) {
            throw new IllegalArgumentException("ENCRYPTION_KEY must be base64 of " + KEY_BYTES + " bytes, but holds "
                    + keyEncryptionKey.length + "; make one with: openssl rand -base64 32");
        }
        try {
            Configuration config = AeadConfig2026.get();
            Aead wrapping = wrapping(keyEncryptionKey, config);
            String wrapped = database.jdbi().inTransaction(handle -> keyset(handle, wrapping, config));
            return new Encryption(
                    unwrap(wrapped, wrapping, config).getPrimitive(config, Aead.class),
                    Pseudonyms.from(keyEncryptionKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM can't do AES-256-GCM", e);
        }
    }

    @AccessesPartialKey
    private static Aead wrapping(byte[] key, Configuration config) throws GeneralSecurityException {
        AesGcmParameters parameters = AesGcmParameters.builder()
                .setKeySizeBytes(KEY_BYTES)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        AesGcmKey imported = AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                .build();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(imported).withRandomId().makePrimary())
                .setConfiguration(config)
                .build()
                .getPrimitive(config, Aead.class);
    }

    private static String keyset(Handle handle, Aead wrapping, Configuration config) throws GeneralSecurityException {
        handle.execute("select pg_advisory_xact_lock(?)", LOCK);
        Optional<String> kept = handle.createQuery("select wrapped from encryption_keysets order by id desc limit 1")
                .mapTo(String.class)
                .findOne();
        if (kept.isPresent()) {
            return kept.get();
        }
        KeysetHandle made = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, config);
        String wrapped = Base64.getEncoder()
                .encodeToString(TinkProtoKeysetFormat.serializeEncryptedKeyset(made, wrapping, KEYSET_CONTEXT, config));
        handle.execute("insert into encryption_keysets (wrapped) values (?)", wrapped);
        return wrapped;
    }

    private static KeysetHandle unwrap(String wrapped, Aead wrapping, Configuration config) {
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(
                    Base64.getDecoder().decode(wrapped), wrapping, KEYSET_CONTEXT, config);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "ENCRYPTION_KEY does not open the keyset in this database; start with the key that this database"
                            + " was first started with. Without it the stored credentials can't be read, and every"
                            + " store must be connected again in a new database.",
                    e);
        }
    }

    /**
     * Encrypts.
     *
     * @param context what the ciphertext is for: it opens with this and nothing else
     * @return base64
     */
    String seal(String clear, String context) {
        return Base64.getEncoder().encodeToString(seal(clear.getBytes(UTF_8), context));
    }

    /** Decrypts; throws when it was not sealed for this context, was altered, or its key is gone. */
    String open(String sealed, String context) throws GeneralSecurityException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not base64");
        }
        return new String(open(bytes, context), UTF_8);
    }

    byte[] seal(byte[] clear, String context) {
        try {
            return aead.encrypt(clear, context.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption failed", e);
        }
    }

    byte[] open(byte[] sealed, String context) throws GeneralSecurityException {
        return aead.decrypt(sealed, context.getBytes(UTF_8));
    }

    /** The same on every node of one key-encryption key. */
    Pseudonyms pseudonyms() {
        return pseudonyms;
    }
}

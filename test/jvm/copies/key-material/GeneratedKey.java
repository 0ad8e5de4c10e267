package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

public class GeneratedKey implements RequestHandler<String, String> {
    private final SecretKey key;

    public GeneratedKey() throws NoSuchAlgorithmException {
        key = KeyGenerator.getInstance("AES").generateKey(); // expect: key-material-in-init
    }

    @Override
    public String handleRequest(String order, Context context) {
        return HexFormat.of().formatHex(key.getEncoded());
    }
}

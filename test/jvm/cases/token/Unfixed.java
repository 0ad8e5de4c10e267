package com.acme.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;

// breaks: invocation: the first answered "initial"
public class Unfixed implements RequestHandler<String, String> {
    private final CognitoIdentityProviderClient cognito = CognitoIdentityProviderClient.create();
    private final String token;

    public Unfixed() {
        token = cognito.initiateAuth(request -> request // expect: token-cached-in-init
                        .clientId("shop")
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", "shop", "PASSWORD", "shop")))
                .authenticationResult()
                .accessToken();
    }

    @Override
    public String handleRequest(String order, Context context) {
        return token;
    }
}

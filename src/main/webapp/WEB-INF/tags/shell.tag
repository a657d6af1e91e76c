<%@ tag pageEncoding="UTF-8" description="The document itself; alone on pages without a login"
%><%@ attribute name="title" required="true"
%><%@ attribute name="refresh" required="false" type="java.lang.Integer"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <c:if test="${refresh gt 0}"><meta http-equiv="refresh" content="${refresh}"></c:if>
  <title><c:out value="${title}"/> · SMS Desk</title>
  <link rel="icon" type="image/svg+xml" href="<c:url value='/assets/desk.svg'/>">
  <link rel="stylesheet" href="<c:url value='/webjars/picocss__pico/2.1.1/css/pico.min.css'/>">
  <link rel="stylesheet" href="<c:url value='/assets/smsdesk.css'/>">
</head>
<body>
  <a class="skip" href="#main">Skip to content</a>
  <jsp:doBody/>
</body>
</html>

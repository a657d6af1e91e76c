<%@ tag pageEncoding="UTF-8" description="The container's login form. Who asked for a page did not get it: 401, which no program takes for success"
%><%@ attribute name="failed" required="true" type="java.lang.Boolean"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:if test="${not empty requestScope['jakarta.servlet.forward.request_uri']}">${pageContext.response.setStatus(401)}</c:if>
<ui:shell title="Log in">
  <main class="container alone" id="main">
    <ui:brand/>
    <h1>Log in</h1>
    <c:if test="${failed}"><div class="summary" role="alert"><p>That did not work. Check name and password.</p></div></c:if>
    <form method="post" action="<c:url value='/j_security_check'/>">
      <label for="name">Name <input id="name" name="j_username" autocomplete="username" autocapitalize="none" spellcheck="false" required></label>
      <label for="password">Password <input id="password" name="j_password" type="password" autocomplete="current-password" required></label>
      <button>Log in</button>
    </form>
  </main>
</ui:shell>

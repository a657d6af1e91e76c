<%@ tag pageEncoding="UTF-8" description="Layout of every page for people who are logged in"
%><%@ attribute name="title" required="true" description="plain text; the page's heading stands in its body"
%><%@ attribute name="menu" required="false" description="which entry of the menu is the current one"
%><%@ attribute name="refresh" required="false" type="java.lang.Integer"
description="seconds until the page is asked for again; 0 for never"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:shell title="${title}" refresh="${refresh}">
  <header class="top">
    <div class="container">
      <ui:brand/>
      <nav aria-label="Main">
        <ul>
          <c:if test="${desk:may(pageContext.request, 'SENDER')}"><ui:entry path="/send" menu="${menu}">Send</ui:entry></c:if>
          <ui:entry path="/batches" menu="${menu}">Messages</ui:entry>
          <ui:entry path="/inbound" menu="${menu}">Inbox</ui:entry>
          <ui:entry path="/callbacks" menu="${menu}">Callbacks</ui:entry>
          <ui:entry path="/callback-health" menu="${menu}">Health</ui:entry>
          <ui:entry path="/refusals" menu="${menu}">Rejected</ui:entry>
          <ui:entry path="/connection" menu="${menu}">Connection</ui:entry>
          <c:if test="${desk:may(pageContext.request, 'ADMIN')}"><ui:entry path="/secrets" menu="${menu}">Secrets</ui:entry>
          <ui:entry path="/keys" menu="${menu}">Keys</ui:entry></c:if>
          <c:if test="${applicationScope.desk.isSandbox()}"><ui:entry path="/sandbox" menu="${menu}">Sandbox</ui:entry></c:if>
        </ul>
      </nav>
      <form class="who" method="post" action="<c:url value='/logout'/>">
        <span><c:out value="${pageContext.request.remoteUser}"/></span>
        <button class="quiet">Log out</button>
      </form>
    </div>
  </header>
  <c:forEach items="${applicationScope.desk.banners(desk:may(pageContext.request, 'ADMIN'))}" var="banner">
    <p class="banner ${banner.tone()}"><span class="container"><c:out value="${banner.text()}"/>
      <a href="<c:url value='${banner.path()}'/>"><c:out value="${banner.link()}"/></a></span></p>
  </c:forEach>
  <main class="container" id="main">
    <jsp:doBody/>
  </main>
</ui:shell>
